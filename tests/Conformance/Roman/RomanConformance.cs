namespace Nocturne.Conformance.Roman;

/// <summary>Compares forced photometry and everything below it with a reference set: batteries by their folders, scenes by the first letter of their files.</summary>
static class RomanConformance
{
    /// <summary>Runs everything that the folder has.</summary>
    /// <returns>0 when all passes, 1 when something fails or there was nothing to run.</returns>
    public static int Run(string folder, TextWriter output)
    {
        var report = new CaseReport(output);
        Battery("asdf", AsdfBattery.Run);
        Battery("ecsv", EcsvBattery.Run);
        Battery("wcs", WcsBattery.Run);
        output.WriteLine($"{report.Passed} passed, {report.Failed} failed");
        return report.Failed == 0 && report.Passed > 0 ? 0 : 1;

        void Battery(string name, Action<string, CaseReport> run)
        {
            var path = Path.Combine(folder, name);
            if (Directory.Exists(path)) run(path, report);
        }
    }
}
