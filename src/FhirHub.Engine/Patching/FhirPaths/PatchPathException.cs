namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>A path or value that does not fit this resource; becomes an issue where the operation is known.</summary>
internal sealed class PatchPathException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The code of the issue, for example <c>patch-path-missing</c>.</summary>
    public string Code { get; } = code;
}
