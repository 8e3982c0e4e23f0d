using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using FhirHub.Server.Operations;
using FhirHub.Server.Operations.Jobs;
using FhirHub.Server.Operations.Regional;
using FhirHub.Server.Operations.Terminology;

namespace FhirHub.Server.Hosting;

/// <summary>
/// Everything that the server answers below its service root, https://hl7.org/fhir/R4/http.html. The CapabilityStatement is
/// generated from this list.
/// </summary>
internal sealed class FhirRoutes(
    Capabilities capabilities, Read read, VersionRead versionRead, Create create, Update update, Patch patch,
    Delete delete, History history, Search search, Transaction transaction, MetaOperations meta, Idempotency idempotency, AsyncRequests later, JobStatus jobs,
    Reindex reindex, Everything everything, LastObservations last, Document document, Validate validate,
    InstallPack installPack, UninstallPack uninstallPack, TerminologyRoutes terminology, ImportCsv importCsv, RegionalRoutes regional)
{
    private const string Instance = "[type]/[id]";
    private static readonly string[] OperationMethods = ["GET", "POST"];
    private static readonly string[] OperationPaths =
        ["[operation]", "[type]/[operation]", $"{Instance}/[operation]", $"{Instance}/_history/[vid]/[operation]"];

    public IReadOnlyList<FhirRoute> All() =>
    [
        new("GET", FhirRoute.Metadata, capabilities.HandleAsync) { Code = "capabilities", Parameters = ["mode"] },
        new("GET", "_history", history.HandleAsync) { Code = "history-system", InTransactions = true, Level = InteractionLevel.System, Parameters = History.Parameters, Counts = true },

        new("GET", Instance, BinaryOr(read.HandleAsync)) { Code = "read", InTransactions = true, Level = InteractionLevel.Type },
        new("GET", $"{Instance}/_history/[vid]", BinaryOr(versionRead.HandleAsync)) { Code = "vread", InTransactions = true, Level = InteractionLevel.Type },
        new("PUT", Instance, idempotency.Once(update.HandleAsync)) { Code = "update", Level = InteractionLevel.Type },
        new("PATCH", Instance, idempotency.Once(patch.HandleAsync)) { Code = "patch", Level = InteractionLevel.Type },
        new("DELETE", Instance, idempotency.Once(delete.HandleAsync)) { Code = "delete", Level = InteractionLevel.Type },
        new("GET", $"{Instance}/_history", history.HandleAsync) { Code = "history-instance", InTransactions = true, Level = InteractionLevel.Type, Parameters = History.Parameters, Counts = true },
        new("GET", "[type]/_history", history.HandleAsync) { Code = "history-type", InTransactions = true, Level = InteractionLevel.Type, Parameters = History.Parameters, Counts = true },
        new("POST", "[type]", idempotency.Once(create.HandleAsync)) { Code = "create", Level = InteractionLevel.Type },
        new("PUT", "[type]", idempotency.Once(update.HandleConditionalAsync)) { Code = "update", AnyParameter = true },
        new("PATCH", "[type]", idempotency.Once(patch.HandleConditionalAsync)) { Code = "patch", AnyParameter = true },
        new("DELETE", "[type]", idempotency.Once(delete.HandleConditionalAsync)) { Code = "delete", AnyParameter = true },
        new("POST", "", idempotency.Once(later.Around(transaction.HandleAsync))) { Code = "transaction", Level = InteractionLevel.System },

        new("GET", $"{JobStatus.Path}/[id]", jobs.ReadAsync) { Code = "job-status" },
        new("DELETE", $"{JobStatus.Path}/[id]", jobs.DeleteAsync) { Code = "job-cancel" },

        Search("GET", "", search.GetRootAsync) with { Code = "search-system", Level = InteractionLevel.System },
        Search("GET", "_search", search.GetAsync),
        Search("POST", "_search", search.PostAsync),
        Search("GET", "[type]", search.GetAsync) with { Level = InteractionLevel.Type },
        Search("GET", "[type]/_search", search.GetAsync),
        Search("POST", "[type]/_search", search.PostAsync),
        Search("GET", $"{Instance}/[name]", search.GetAsync),
        Search("POST", $"{Instance}/[name]/_search", search.PostAsync),

        MetaOperation("GET", "$meta", "Resource-meta", meta.ReadAsync),
        new("POST", $"{Instance}/$meta", meta.ReadAsync) { Code = "$meta" },
        new("GET", $"{Instance}/_history/[vid]/$meta", meta.ReadAsync) { Code = "$meta" },
        new("POST", $"{Instance}/_history/[vid]/$meta", meta.ReadAsync) { Code = "$meta" },
        MetaOperation("POST", "$meta-add", "Resource-meta-add", idempotency.Once(meta.AddAsync)),
        MetaOperation("POST", "$meta-delete", "Resource-meta-delete", idempotency.Once(meta.DeleteAsync)),

        .. ReadOperations(),
        Validation("POST", "[type]/$validate"),
        Validation("POST", $"{Instance}/$validate"),
        Validation("GET", $"{Instance}/$validate"),
        .. regional.All(),
        .. terminology.All(),
        OperationRoute.Of("POST", "CodeSystem/$import-csv", ImportCsv.Definition, importCsv.HandleAsync, ImportCsv.Parameters) with { Documentation = ImportCsv.Documentation },
        OperationRoute.Of("POST", "$reindex", Reindex.Definition, idempotency.Once(reindex.StartAsync), ["type", "url"]) with { Documentation = Reindex.Documentation },
        OperationRoute.Of("POST", "[type]/$reindex", Reindex.Definition, idempotency.Once(reindex.StartAsync), ["url"]) with { Documentation = Reindex.Documentation },
        OperationRoute.Of("POST", $"{Instance}/$reindex", Reindex.Definition, reindex.OneAsync, []) with { Documentation = Reindex.Documentation },

        OperationRoute.Of("POST", "$install-pack", InstallPack.Definition, installPack.HandleAsync, []) with { Documentation = InstallPack.Documentation, RefusesUnknown = true },
        OperationRoute.Of("POST", "$uninstall-pack", UninstallPack.Definition, uninstallPack.HandleAsync, UninstallPack.Parameters) with { Documentation = UninstallPack.Documentation, RefusesUnknown = true },

        .. NotOfferedYet(),
    ];

    /// <summary>Those that change nothing, by GET and by POST.</summary>
    private IEnumerable<FhirRoute> ReadOperations() => OperationMethods.SelectMany(method => new[]
    {
        OperationRoute.Of(method, "Patient/[id]/$everything", Everything.OfPatient, everything.HandleAsync, Everything.PatientParameters),
        OperationRoute.Of(method, "Patient/$everything", Everything.OfPatient, everything.HandleAsync, Everything.PatientParameters),
        OperationRoute.Of(method, "Encounter/[id]/$everything", Everything.OfEncounter, everything.HandleAsync, Everything.Parameters),
        OperationRoute.Of(method, "Composition/[id]/$document", Document.Definition, idempotency.Once(document.HandleAsync), Document.Parameters),
        OperationRoute.Of(method, "Composition/$document", Document.Definition, idempotency.Once(document.HandleAsync), [.. Document.Parameters, "id"]),
        OperationRoute.Of(method, "Observation/$lastn", LastObservations.Definition, method == "GET" ? last.GetAsync : last.PostAsync, []) with { AnyParameter = true, Counts = true },
    });

    /// <summary>Its parameters are its own to understand.</summary>
    private FhirRoute Search(string method, string path, Interaction handler) =>
        new(method, path, later.Around(handler)) { Code = "search-type", AnyParameter = true, Counts = true, InTransactions = true };

    private FhirRoute Validation(string method, string path) =>
        OperationRoute.Of(method, path, Validate.Definition, validate.HandleAsync, Validate.Parameters) with { Documentation = Validate.Documentation, RefusesUnknown = true };

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
        (string Method, string Path, Interaction Handler)[] routes =
        [
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
