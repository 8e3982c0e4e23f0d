using System.CommandLine;
using FhirHub.Benchmarks.Http;
using FhirHub.Benchmarks.Index;
using FhirHub.Benchmarks.Layout;
using FhirHub.Benchmarks.Matching;
using FhirHub.Benchmarks.Parse;
using FhirHub.Benchmarks.Recognition;
using FhirHub.Benchmarks.Search;
using FhirHub.Benchmarks.Startup;
using FhirHub.Benchmarks.Terminology;
using FhirHub.Benchmarks.Validate;

var root = new RootCommand("Measures FhirHub beside a baseline in the same run. See README.md for what each command prints.")
{
    HttpCommand.Create(),
    StartupCommand.Create(),
    LayoutCommand.Create(),
    ParseCommand.Create(),
    IndexCommand.Create(),
    ValidateCommand.Create(),
    ValidateWritesCommand.Create(),
    SearchCommand.Create(),
    TerminologyCommand.Create(),
    RecognitionCommand.Create(),
    MatchCommand.Create(),
    BareEndpoint.Create(),
};
return await root.Parse(args).InvokeAsync();
