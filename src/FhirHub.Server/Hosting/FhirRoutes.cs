using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using FhirHub.Server.Operations;

namespace FhirHub.Server.Hosting;

/// <summary>
/// Everything that the server answers below its service root, https://hl7.org/fhir/R4/http.html. The CapabilityStatement is
/// generated from this list.
/// </summary>
internal sealed class FhirRoutes(
    Capabilities capabilities, Read read, VersionRead versionRead, Create create, Update update, Patch patch,
    Delete delete, History history, MetaOperations meta)
{
    private const string Instance = "[type]/[id]";
    private static readonly string[] OperationMethods = ["GET", "POST"];
    private static readonly string[] OperationPaths =
        ["[operation]", "[type]/[operation]", $"{Instance}/[operation]", $"{Instance}/_history/[vid]/[operation]"];

    public IReadOnlyList<FhirRoute> All() =>
    [
        new("GET", "", ServiceInfo.HandleAsync) { Code = "service-root" },
        new("GET", FhirRoute.Metadata, capabilities.HandleAsync) { Code = "capabilities", Parameters = ["mode"] },
        new("GET", "_history", history.HandleAsync) { Code = "history-system", Level = InteractionLevel.System, Parameters = History.Parameters, Counts = true },

        new("GET", Instance, BinaryOr(read.HandleAsync)) { Code = "read", Level = InteractionLevel.Type },
        new("GET", $"{Instance}/_history/[vid]", BinaryOr(versionRead.HandleAsync)) { Code = "vread", Level = InteractionLevel.Type },
        new("PUT", Instance, update.HandleAsync) { Code = "update", Level = InteractionLevel.Type },
        new("PATCH", Instance, patch.HandleAsync) { Code = "patch", Level = InteractionLevel.Type },
        new("DELETE", Instance, delete.HandleAsync) { Code = "delete", Level = InteractionLevel.Type },
        new("GET", $"{Instance}/_history", history.HandleAsync) { Code = "history-instance", Level = InteractionLevel.Type, Parameters = History.Parameters, Counts = true },
        new("GET", "[type]/_history", history.HandleAsync) { Code = "history-type", Level = InteractionLevel.Type, Parameters = History.Parameters, Counts = true },
        new("POST", "[type]", create.HandleAsync) { Code = "create", Level = InteractionLevel.Type },

        MetaOperation("GET", "$meta", "Resource-meta", meta.ReadAsync),
        new("POST", $"{Instance}/$meta", meta.ReadAsync) { Code = "$meta" },
        new("GET", $"{Instance}/_history/[vid]/$meta", meta.ReadAsync) { Code = "$meta" },
        new("POST", $"{Instance}/_history/[vid]/$meta", meta.ReadAsync) { Code = "$meta" },
        MetaOperation("POST", "$meta-add", "Resource-meta-add", meta.AddAsync),
        MetaOperation("POST", "$meta-delete", "Resource-meta-delete", meta.DeleteAsync),

        .. NotOfferedYet(),
    ];

    private static FhirRoute MetaOperation(string method, string name, string definition, Interaction handler) =>
        new(method, $"{Instance}/{name}", handler)
        {
            Code = name,
            Level = InteractionLevel.Instance,
            Definition = $"http://hl7.org/fhir/OperationDefinition/{definition}",
        };

    /// <summary>What the specification has and this version has not; each says so in words.</summary>
    private static IEnumerable<FhirRoute> NotOfferedYet()
    {
        var search = NotOffered.Interaction("search");
        (string Method, string Path, Interaction Handler)[] routes =
        [
            ("POST", "", NotOffered.Interaction("batches and transactions")),
            ("GET", "_search", search),
            ("POST", "_search", search),
            ("GET", "[type]", search),
            ("POST", "[type]/_search", search),
            ("GET", $"{Instance}/[name]", NotOffered.Interaction("search in a compartment")),
            ("PUT", "[type]", NotOffered.Interaction("conditional update")),
            ("PATCH", "[type]", NotOffered.Interaction("conditional patch")),
            ("DELETE", "[type]", NotOffered.Interaction("conditional delete")),
            .. from method in OperationMethods
               from path in OperationPaths
               select (method, path, NotOffered.Operation),
        ];
        return routes.Select(r => new FhirRoute(r.Method, r.Path, r.Handler) 
        {
            Offered = false,
            AnyParameter = true,
            LastResort = r.Handler == NotOffered.Operation,
        });
    }

    /// <summary>Binary comes out as its content unless the resource is asked for.</summary>
    private static Interaction BinaryOr(Interaction read) => async (request, cancellationToken) =>
        await BinaryContent.UnwrapAsync(request, await read(request, cancellationToken), cancellationToken);
}
