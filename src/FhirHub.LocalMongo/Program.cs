using FhirHub.LocalMongo;

return await CommandLine.RunAsync(args, TimeProvider.System);
