namespace FhirHub.Samples.Province;

/// <summary>A script that no province can be made of; the message says why.</summary>
public sealed class ProvinceScriptException(string message, Exception? inner = null) : Exception(message, inner);
