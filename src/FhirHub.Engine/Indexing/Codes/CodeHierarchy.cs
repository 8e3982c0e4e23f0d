using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>The codes that <c>:below</c> and <c>:above</c> ask for, https://hl7.org/fhir/R4/search.html#token: the one given included.</summary>
internal static class CodeHierarchy
{
    /// <exception cref="FhirException">Invalid: without system or code, or no code of its system. Not supported: the system is not at hand.</exception>
    public static IEnumerable<SystemCode> Below(string parameter, TokenValue value, string written)
    {
        var (system, tree) = Tree(parameter + ":below", value, written);
        return tree.Below(value.Code).Select(code => new SystemCode(system, code));
    }

    /// <inheritdoc cref="Below"/>
    public static IEnumerable<SystemCode> Above(string parameter, TokenValue value, string written)
    {
        var (system, tree) = Tree(parameter + ":above", value, written);
        return tree.Above(value.Code).Select(code => new SystemCode(system, code));
    }

    private static (string System, CodeTree Tree) Tree(string parameter, TokenValue value, string written)
    {
        if (value.System is not { Length: > 0 } system || value.Code.Length == 0)
            throw SearchFault.Value(parameter, written, "not system|code, which names a place in a hierarchy");
        var tree = CodeTree.Of(system) ?? throw FhirException.NotSupported(
            "code-system-unknown", $"{parameter}={written}: the hierarchy of the code system {system} is not among the definitions of this server.");
        return tree.Contains(value.Code)
            ? (system, tree)
            : throw SearchFault.Value(parameter, written, $"{value.Code} is no code of {system} as this server knows it");
    }
}
