using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Resources;

/// <summary>What becomes of a resource: new content, or its deletion.</summary>
public sealed class ResourceChange
{
    private ResourceChange(string method, ParsedResource? content)
    {
        Method = method;
        Content = content;
    }

    /// <summary>The HTTP method that asks for it.</summary>
    public string Method { get; }

    /// <summary>Null deletes.</summary>
    public ParsedResource? Content { get; }

    public static ResourceChange Delete { get; } = new("DELETE", null);

    public static ResourceChange Write(string method, ParsedResource content) => new(method, content);
}
