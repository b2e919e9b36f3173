namespace Nocturne.Conformance.Roman;

/// <summary>Compares forced photometry and everything below it with a reference set: batteries by their folders, scenes by the first letter of their files.</summary>
static class RomanSet
{
    /// <summary>Runs everything that the folder has.</summary>
    public static IEnumerable<CaseResult> Run(string folder)
    {
        var report = new CaseReport();
        Battery("asdf", AsdfBattery.Run);
        Battery("ecsv", EcsvBattery.Run);
        Battery("wcs", WcsBattery.Run);
        Battery("aperture", ApertureBattery.Run);
        Battery("inconsistent", InconsistentBattery.Run);
        if (File.Exists(Path.Combine(folder, "arrays.json"))) ArrayDigests.Run(folder, report);
        SceneBattery.Run(folder, report);
        return report.Results.Count > 0 ? report.Results : [CaseResult.Failed("roman", $"{folder} holds neither a battery nor a scene")];

        void Battery(string name, Action<string, CaseReport> run)
        {
            var path = Path.Combine(folder, name);
            if (Directory.Exists(path)) run(path, report);
        }
    }
}
