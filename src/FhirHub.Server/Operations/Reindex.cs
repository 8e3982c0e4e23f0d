using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Jobs.Reindexing;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Resources.Reindexing;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using FhirHub.Server.Operations.Jobs;

namespace FhirHub.Server.Operations;

/// <summary>
/// <c>$reindex</c>, an operation of this server's own: indexes what is stored by the search parameters in force, and makes those searchable
/// that were defined later than it was written. On all types or some as a job, on one resource at once.
/// </summary>
internal sealed class Reindex(
    JobStore jobs, ISearchParameters parameters, ResourceReindexer reindexer, ResourceStore store, ResourceTypes types, ResourceWrites writes)
{
    public const string Definition = "https://fhirhub.example/fhir/OperationDefinition/reindex";

    public const string Documentation =
        "Indexes stored resources by the SearchParameters in force. Parameters: type (0..*), url (0..*, of a SearchParameter); 202 with Content-Location of the job. On one resource it is done at once.";

    public async Task<FhirResponse> StartAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var given = await OperationParameters.ReadAsync(request, cancellationToken);
        var input = new ReindexInput(TypesOf(request.TypeOrNull, given));
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(input);
        var accepted = await writes.RunAsync(request, [], AcceptAsync, cancellationToken);
        jobs.Announce();
        return accepted;

        // In one transaction with the receipt, where there is one: a repeated request finds the job.
        async Task<FhirResponse> AcceptAsync(TransactionResult done, CancellationToken token)
        {
            string job = await jobs.AddAsync(request.Caller, done.Session, ReindexJob.TypeName, json, token);
            string url = $"{request.BaseUrl}/{JobStatus.Path}/{job}";
            return new FhirResponse(StatusCodes.Status202Accepted)
            {
                ContentLocation = url,
                Content = WriteAnswer.Outcome("accepted", $"The resources will be reindexed. GET {url} tells how far that is; DELETE cancels it."),
            };
        }
    }

    public async Task<FhirResponse> OneAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        await OperationParameters.ReadAsync(request, cancellationToken);
        StoredVersion.Existing(request.Key, await store.ReadAsync(request.Caller, request.Key, cancellationToken));
        await reindexer.ReindexAsync(request.Caller, request.Key, cancellationToken);
        return new FhirResponse(StatusCodes.Status200OK) { Content = WriteAnswer.Outcome("reindexed", $"{request.Key} is indexed by the search parameters in force.") };
    }

    private IReadOnlyList<string> TypesOf(string? type, OperationParameters given)
    {
        var wanted = type is null ? given.All("type") : [type];
        if (wanted.Except(types.Names).FirstOrDefault() is { } unknown)
            throw FhirException.Invalid("unknown-type", $"'{unknown}' is not a resource type of FHIR R4 with an endpoint.");
        IReadOnlyList<string> all = wanted.Count == 0 ? types.Names : [.. wanted.Distinct().Order(StringComparer.Ordinal)];
        var urls = given.All("url");
        if (urls.Count == 0)
            return all;
        string[] defined = [.. urls.SelectMany(TypesOf).Intersect(all).Distinct().Order(StringComparer.Ordinal)];
        return defined.Length > 0
            ? defined
            : throw FhirException.Invalid("parameter-invalid", $"{string.Join(", ", urls)} is defined on none of {string.Join(", ", all)}.");
    }

    private IEnumerable<string> TypesOf(string url)
    {
        var found = parameters.Current.Catalog.Defining(url);
        return found.Count > 0
            ? found.Select(p => p.ResourceType)
            : throw FhirException.NotFound("parameter-unknown", $"No active search parameter has the url '{url}'.");
    }
}
