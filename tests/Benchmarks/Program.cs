using System.Reflection;
using BenchmarkDotNet.Running;
using Nocturne.Benchmarks;

// Times of the kernels: `--filter '*Background*'` picks some, `--list flat` names all, `--job short --inProcess` is quick.
// `--serve FRAME SOURCES FWHM` is for compare-measuring.py, which times other programs between ours.
if (args is ["--serve", .. var rest]) FrameKernels.Serve(rest);
else BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
