using System.Diagnostics;
using FhirHub.Definitions;
using FhirHub.Definitions.Packs;

// Run by the builds of FhirHub.Engine and of the tool itself, see README.md.
if (args is not (["definitions" or "packs", _, _]))
{
    Console.Error.WriteLine("usage: FhirHub.Definitions definitions <profiles folder> <asset to write>");
    Console.Error.WriteLine("       FhirHub.Definitions packs <profiles folder> <artifacts folder>");
    return 2;
}

var restore = new NpmRestore(Path.GetFullPath(args[1]));
var target = Path.GetFullPath(args[2]);
try
{
    if (args[0] == "packs")
        await new PackCompiler(Path.GetFullPath(args[1]), target, restore).RunAsync();
    else
        await CompileDefinitionsAsync();
    return 0;
}
catch (DefinitionsException e)
{
    // The form MSBuild turns into errors of the build.
    foreach (var line in e.Message.Split('\n', StringSplitOptions.TrimEntries))
        Console.Error.WriteLine($"FhirHub.Definitions : error FHD001: {line}");
    return 1;
}

async Task CompileDefinitionsAsync()
{
    var clock = Stopwatch.StartNew();
    var package = await restore.RunAsync();
    var count = new DefinitionsAsset(package).Write(target);
    await new TextTables(restore.NodeModules).WriteAsync(Path.GetDirectoryName(target)!);
    Console.WriteLine(
        $"FHIR definitions: compiled {count} into {Path.GetFileName(target)} " +
        $"({new FileInfo(target).Length / 1048576.0:0.0} MB) in {clock.Elapsed.TotalSeconds:0.0} s");
}
