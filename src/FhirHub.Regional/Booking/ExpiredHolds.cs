using System.Globalization;
using System.Runtime.CompilerServices;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>Looks for holds whose time is over, and ends them. Any number of nodes may do so at once.</summary>
public sealed class ExpiredHolds(LedgerSources sources, OperationRunner runner, OperationDefinitions definitions, PolicyBook policies, TimeProvider time)
{
    private const int AtOnce = 100;
    private static readonly ReleaseHold Release = new();
    private readonly DueWork _work = new(time);

    /// <summary>Ends those that are over now.</summary>
    /// <returns>How many it ended, and why it could not end others; they hold up none, and are tried again, ever more rarely.</returns>
    /// <exception cref="FhirException">Transient: the database is away.</exception>
    public async Task<(int Released, IReadOnlyList<Exception> Failures)> ReleaseAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Without the pack nothing is held, and nothing could be found by when it expires.
        if (!definitions.Has(HoldAppointment.Called))
            return (0, []);
        var now = time.GetUtcNow();
        return await _work.RunAsync(FindAsync(caller, now, cancellationToken), (key, token) => runner.RunAsync(Release, CallOf(caller, key, now), token), cancellationToken);
    }

    private async IAsyncEnumerable<(ResourceKey Key, ResourceKey Item)> FindAsync(Caller caller, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = sources.Parser.Parse(new SearchRequest
        {
            Types = ["Appointment"],
            Parameters = [new("status", "pending"), new("hold-expires", "le" + ChinaTime.ForSearch(now)), new("_count", AtOnce.ToString(CultureInfo.InvariantCulture))],
            Strict = true,
        });
        PagePosition? position = null;
        do
        {
            var page = await sources.Search.RunAsync(caller, query, position, cancellationToken);
            foreach (var match in page.Matches)
                yield return (match.Key, match.Key);
            position = page.Next;
        }
        while (position is not null);
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
