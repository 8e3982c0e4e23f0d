using FhirHub.Samples.Output;

return await SampleCommand.Create().Parse(args).InvokeAsync();
