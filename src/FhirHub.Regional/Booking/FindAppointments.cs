using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/$find</c>: free sources of the pool, the earliest first.</summary>
internal sealed class FindAppointments : IRegionalOperation
{
    private const int DefaultCount = 50;
    private const int MaxCount = 500;
    private const int MaxPlaces = 200;

    // Where too few are released among those that might be, so many times more are looked at.
    private const int Further = 4;

    public OperationSignature Signature { get; } = new("find-appointments", "Appointment", "find", OperationLevel.Type, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        int count = call.Input.Find<PositiveInt>("count")?.Value ?? DefaultCount;
        if (count > MaxCount)
            throw FhirException.Invalid("parameter-invalid", $"'count' is {MaxCount} at most.", call.Input.PathOf("count"));
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset };
        if (await CriteriaAsync(call, ledger, cancellationToken) is { } criteria)
        {
            foreach (var slot in await FindAsync(call, ledger, criteria, count, cancellationToken))
                bundle.Entry.Add(new Bundle.EntryComponent { Resource = slot.Resource, Search = new Bundle.SearchComponent { Mode = Bundle.SearchEntryMode.Match } });
        }

        return new OperationAnswer().Add("return", bundle);
    }

    private static async Task<IEnumerable<Reading<Slot>>> FindAsync(OperationCall call, Ledger ledger, string criteria, int count, CancellationToken cancellationToken)
    {
        string first = ChinaTime.ForSearch(From(call));
        var found = new List<Reading<Slot>>();
        found.AddRange(await ledger.SearchAsync<Slot>($"{criteria}&start=ge{first}&reserved-for:missing=true&_sort=start", count, cancellationToken));
        found.AddRange(await ReleasedAsync(call, ledger, $"{criteria}&start=ge{first}", count, cancellationToken));
        if (call.Input.Text("reserved-for") is { } whom)
            found.AddRange(await ledger.SearchAsync<Slot>($"{criteria}&start=ge{first}&reserved-for={Uri.EscapeDataString($"{BookingTerms.Reservations}|{whom}")}&_sort=start", count, cancellationToken));
        return found.DistinctBy(s => s.Key).OrderBy(s => s.Resource.Start).ThenBy(s => s.Key.Id, StringComparer.Ordinal).Take(count);
    }

    /// <summary>Reserved sources that have fallen back to the pool: each as its own institution's policy says.</summary>
    private static async Task<IReadOnlyList<Reading<Slot>>> ReleasedAsync(OperationCall call, Ledger ledger, string criteria, int count, CancellationToken cancellationToken)
    {
        int longest = call.Governance.All.Max(p => p.Get<int>("booking", "releaseLeadHours").Value);
        string search = $"{criteria}&start=le{ChinaTime.ForSearch(call.Now.AddHours(longest))}&reserved-for:missing=false&_sort=start";
        var desk = new BookingDesk(call, ledger);
        for (int asked = count; ; asked *= Further)
        {
            var found = await ledger.SearchAsync<Slot>(search, asked, cancellationToken);
            var released = found.Where(s => desk.IsPublic(s.Resource, desk.PolicyOf(s.Resource))).Take(count).ToList();
            if (released.Count == count || found.Count < asked)
                return released;
        }
    }

    /// <summary>What is wanted as search criteria; null where no institution is near enough.</summary>
    private static async Task<string?> CriteriaAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var input = call.Input;
        var criteria = new List<string> { "status=free" };
        Add("service-type", input.All<Coding>("department").Select(Token));
        Add("practitioner", input.All<ResourceReference>("practitioner").Select(r => r.Reference!));
        Add("level", input.All<Code>("level").Select(c => $"{BookingTerms.Levels}|{c.Value}"));
        var institutions = input.All<ResourceReference>("organization").Select(r => r.Reference!).ToList();
        if (input.Text("near") is { } near)
        {
            var close = await NearAsync(near, ledger, cancellationToken);
            institutions = institutions.Count == 0 ? close : [.. institutions.Intersect(close)];
            if (institutions.Count == 0)
                return null;
        }

        Add("organization", institutions);
        if ((input.Find<Coding>("division")?.Code ?? PoolOf(call)) is { } division)
            Add("division", [$"{BookingTerms.Divisions}|{division}"]);
        if (input.Find<FhirDateTime>("end") is { } end)
            criteria.Add($"start=lt{ChinaTime.ForSearch(end.ToDateTimeOffset(ChinaTime.Offset))}");
        return string.Join('&', criteria);

        void Add(string name, IEnumerable<string> values)
        {
            string joined = string.Join(',', values.Select(Uri.EscapeDataString));
            if (joined.Length > 0)
                criteria.Add($"{name}={joined}");
        }
    }

    private static string Token(Coding coding) => coding.System is null ? coding.Code! : $"{coding.System}|{coding.Code}";

    /// <summary>The area of the pool of the institution that asks; null where nobody says who asks.</summary>
    private static string? PoolOf(OperationCall call)
    {
        var areas = DivisionPrefixes.Of(call.Organization?.Division);
        if (areas.Count == 0)
            return null;
        return call.Policy.Get<string>("booking", "poolScope").Value == "city" && areas.Count > 1 ? areas[1] : areas[0];
    }

    private static DateTimeOffset From(OperationCall call)
    {
        var wanted = call.Input.Find<FhirDateTime>("start")?.ToDateTimeOffset(ChinaTime.Offset);
        return wanted > call.Now ? wanted.Value : call.Now;
    }

    /// <summary>The institutions of the places within a distance.</summary>
    private static async Task<List<string>> NearAsync(string near, Ledger ledger, CancellationToken cancellationToken)
    {
        string[] parts = near.Split('|');
        if (parts.Length != 3)
            throw FhirException.Invalid("parameter-invalid", "'near' is latitude|longitude|kilometres.");
        var places = await ledger.SearchAsync<Location>($"near={Uri.EscapeDataString(string.Join('|', [.. parts, "km"]))}", MaxPlaces, cancellationToken);
        return [.. places.Select(p => p.Resource.ManagingOrganization?.Reference).OfType<string>().Distinct()];
    }
}
