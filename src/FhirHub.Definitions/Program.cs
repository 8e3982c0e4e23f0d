using System.Diagnostics;
using FhirHub.Definitions;

// FhirHub.Definitions <profiles folder> <asset>: run by the build of FhirHub.Engine, see README.md.
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: FhirHub.Definitions <profiles folder> <asset to write>");
    return 2;
}

var clock = Stopwatch.StartNew();
var asset = Path.GetFullPath(args[1]);
try
{
    var restore = new NpmRestore(Path.GetFullPath(args[0]));
    var package = await restore.RunAsync();
    var count = new DefinitionsAsset(package).Write(asset);
    await new TextTables(restore.NodeModules).WriteAsync(Path.GetDirectoryName(asset)!);
    Console.WriteLine(
        $"FHIR definitions: compiled {count} into {Path.GetFileName(asset)} " +
        $"({new FileInfo(asset).Length / 1048576.0:0.0} MB) in {clock.Elapsed.TotalSeconds:0.0} s");
    return 0;
}
catch (DefinitionsException e)
{
    // The form MSBuild turns into an error of the build.
    Console.Error.WriteLine($"FhirHub.Definitions : error FHD001: {e.Message}");
    return 1;
}
