using System.Reflection;
using BenchmarkDotNet.Running;

// Times of the kernels: `--filter '*Background*'` picks some, `--list flat` names all, `--job short --inProcess` is quick.
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
