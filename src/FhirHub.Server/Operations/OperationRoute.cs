using FhirHub.Server.Http;

namespace FhirHub.Server.Operations;

/// <summary>Lines of the list of routes for operations, https://hl7.org/fhir/R4/operations.html.</summary>
internal static class OperationRoute
{
    /// <param name="method">GET or POST.</param>
    /// <param name="path">Ends in the operation's name.</param>
    /// <param name="definition">Canonical URL of its OperationDefinition.</param>
    /// <param name="handler">What answers it.</param>
    /// <param name="parameters">What it takes, in the URL as well as in a Parameters resource.</param>
    public static FhirRoute Of(string method, string path, string definition, Interaction handler, IReadOnlyList<string> parameters) => new(method, path, handler)
    {
        Code = path[path.IndexOf('$', StringComparison.Ordinal)..],
        Definition = definition,
        Parameters = parameters,
        Documentation = "By GET with its parameters in the URL, or by POST with a Parameters resource.",
    };
}
