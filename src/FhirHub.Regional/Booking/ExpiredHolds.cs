using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>Looks for holds whose time is over, and ends them. Any number of nodes may do so at once.</summary>
public sealed class ExpiredHolds(LedgerSources sources, OperationRunner runner, OperationDefinitions definitions, PolicyBook policies, TimeProvider time)
{
    private const int AtOnce = 100;
    private static readonly ReleaseHold Release = new();

    /// <summary>Ends those that are over now, some at a time.</summary>
    /// <returns>How many it ended, and why it could not end others; they hold up none, and are tried again.</returns>
    public async Task<(int Released, IReadOnlyList<FhirException> Failures)> ReleaseAsync(Caller caller, CancellationToken cancellationToken)
    {
        var failures = new List<FhirException>();
        // Without the pack nothing is held, and nothing could be found by when it expires.
        if (!definitions.Has(HoldAppointment.Called))
            return (0, failures);
        var now = time.GetUtcNow();
        var query = sources.Parser.Parse(new SearchRequest
        {
            Types = ["Appointment"],
            Parameters = [new("status", "pending"), new("hold-expires", "le" + ChinaTime.ForSearch(now)), new("_count", AtOnce.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Strict = true,
        });
        var page = await sources.Search.RunAsync(caller, query, null, cancellationToken);
        foreach (var match in page.Matches)
        {
            try
            {
                await runner.RunAsync(Release, CallOf(caller, match.Key, now), cancellationToken);
            }
            catch (FhirException e)
            {
                failures.Add(e);
            }
        }

        return (page.Matches.Count - failures.Count, failures);
    }

    private OperationCall CallOf(Caller caller, ResourceKey key, DateTimeOffset now) => new()
    {
        Signature = Release.Signature,
        Caller = caller,
        Instance = key,
        Input = OperationInput.Empty,
        Governance = new Governance(policies, named: null, division: null),
        Now = now,
        RequestId = "hold-expiry",
    };
}
