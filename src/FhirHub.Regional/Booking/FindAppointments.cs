using FhirHub.Engine.Search;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/$find</c>: free sources of the pool, the earliest first.</summary>
internal sealed class FindAppointments : IRegionalOperation
{
    private const int DefaultCount = 50;
    private const int MaxCount = 500;

    // Some of what is found may not be open yet, or not any more: pages are not too small for that.
    private const int LeastPage = 50;

    public OperationSignature Signature { get; } = new("find-appointments", "Appointment", "find", OperationLevel.Type, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        int count = call.Input.Find<PositiveInt>("count")?.Value ?? DefaultCount;
        if (count > MaxCount)
            throw Fault.Invalid("parameter-invalid", $"'count' is {MaxCount} at most.", $"count 至多 {MaxCount}。", call.Input.PathOf("count"));
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset };
        // One more tells whether these are all.
        var found = await new SourceWish(call, ledger).CriteriaAsync(cancellationToken) is { } criteria ? await FindAsync(call, ledger, criteria, count + 1, cancellationToken) : [];
        if (found.Count <= count)
            bundle.Total = found.Count;
        foreach (var slot in found.Take(count))
            bundle.Entry.Add(new Bundle.EntryComponent { FullUrl = $"{call.BaseUrl}/{slot.Key}", Resource = slot.Resource, Search = new Bundle.SearchComponent { Mode = Bundle.SearchEntryMode.Match } });
        return new OperationAnswer().Add("return", bundle);
    }

    private static async Task<List<Reading<Slot>>> FindAsync(OperationCall call, Ledger ledger, string criteria, int count, CancellationToken cancellationToken)
    {
        criteria = $"{criteria}&start=ge{ChinaTime.ForSearch(From(call))}";
        var found = new List<Reading<Slot>>();
        found.AddRange(await BookableAsync(ledger, $"{criteria}&reserved-for:missing=true", count, _ => true, cancellationToken));
        found.AddRange(await ReleasedAsync(call, ledger, criteria, count, cancellationToken));
        if (call.Input.Text("reserved-for") is { } whom)
            found.AddRange(await BookableAsync(ledger, $"{criteria}&reserved-for={Uri.EscapeDataString($"{BookingTerms.Reservations}|{whom}")}", count, _ => true, cancellationToken));
        return [.. found.DistinctBy(s => s.Key).OrderBy(s => s.Resource.Start).ThenBy(s => s.Key.Id, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>Reserved sources that have fallen back to the pool: each as its own institution's policy says.</summary>
    private static Task<List<Reading<Slot>>> ReleasedAsync(OperationCall call, Ledger ledger, string criteria, int count, CancellationToken cancellationToken)
    {
        int longest = call.Governance.All.Max(p => p.Get<int>("booking", "releaseLeadHours").Value);
        var desk = new BookingDesk(call, ledger);
        return BookableAsync(
            ledger, $"{criteria}&start=le{ChinaTime.ForSearch(call.Now.AddHours(longest))}&reserved-for:missing=false", count, s => desk.IsPublic(s, call.Governance.Shown(BookingTerms.DivisionOf(s))), cancellationToken);
    }

    /// <summary>The earliest of those that are wanted, and whose schedule is active.</summary>
    private static async Task<List<Reading<Slot>>> BookableAsync(Ledger ledger, string criteria, int count, Func<Slot, bool> isWanted, CancellationToken cancellationToken)
    {
        var found = new List<Reading<Slot>>();
        PagePosition? position = null;
        do
        {
            var page = await ledger.PageAsync<Slot>($"{criteria}&_sort=start&_count={Math.Max(count, LeastPage)}", position, cancellationToken);
            var wanted = page.Matches.Where(s => isWanted(s.Resource)).ToList();
            var ended = await InactiveAsync(ledger, wanted, cancellationToken);
            found.AddRange(wanted.Where(s => References.Find(s.Resource.Schedule) is not { } schedule || !ended.Contains(schedule.Id)).Take(count - found.Count));
            position = page.Next;
        }
        while (position is not null && found.Count < count);
        return found;
    }

    /// <summary>Ids of the schedules of some sources that are not active; nearly always none, so that nothing is read but an index.</summary>
    private static async Task<HashSet<string>> InactiveAsync(Ledger ledger, List<Reading<Slot>> slots, CancellationToken cancellationToken)
    {
        string[] schedules = [.. slots.Select(s => References.Find(s.Resource.Schedule)).Where(k => k is { Type: "Schedule" }).Select(k => k!.Value.Id).Distinct()];
        if (schedules.Length == 0)
            return [];
        var found = await ledger.SearchAsync<Schedule>($"active=false&_id={string.Join(',', schedules)}", schedules.Length, cancellationToken);
        return [.. found.Select(s => s.Key.Id)];
    }

    private static DateTimeOffset From(OperationCall call)
    {
        var wanted = call.Input.Find<FhirDateTime>("start")?.ToDateTimeOffset(ChinaTime.Offset);
        return wanted > call.Now ? wanted.Value : call.Now;
    }
}
