using System.CommandLine;
using FhirHub.Server.Hosting;

// Patterns come from clients, in FHIRPath: none may keep a thread busy.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));

var root = new RootCommand("FhirHub, an HL7 FHIR R4 server on MongoDB. Without a command it serves.");
ServeCommand.AddTo(root);
var serve = new Command("serve", "Serve FHIR over HTTP.");
ServeCommand.AddTo(serve);
root.Add(serve);
root.Add(HealthCommand.Create());
// The host ends the process when its requests are done; a deadline of the command line would cut them off.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
