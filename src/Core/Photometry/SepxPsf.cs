using Nocturne.Core.Photometry.Psf;
namespace Nocturne.Core.Photometry;
sealed class SepxPsf(MeasureOptions options, PsfProfile psf, double gain) { public void Measure(in PhotometryFrame frame, MeasuredSource[] rows) { if (options is null || psf is null || gain < 0 || rows is null || frame.Image.Width == 0) throw new NotImplementedException(); } }
