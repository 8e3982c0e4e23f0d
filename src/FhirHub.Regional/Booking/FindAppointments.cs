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

    /// <summary>Sources that are read for a page, where those of schedules that are not in use are left out.</summary>
    private const int MaxRead = 4000;

    public OperationSignature Signature { get; } = new("find-appointments", "Appointment", "find", OperationLevel.Type, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        int count = call.Input.Find<PositiveInt>("count")?.Value ?? DefaultCount;
        if (count > MaxCount)
            throw Fault.Parameter($"'count' is {MaxCount} at most.", $"'count' 至多为 {MaxCount}。", call.Input.PathOf("count"));
        var found = await CriteriaAsync(call, ledger, cancellationToken) is { } criteria ? await FindAsync(call, ledger, criteria, count, cancellationToken) : [];
        var bundle = new Bundle { Id = Guid.CreateVersion7().ToString(), Type = Bundle.BundleType.Searchset, Timestamp = call.Now };
        // Where there may be more, nobody has counted them.
        if (found.Count < count)
            bundle.Total = found.Count;
        bundle.Entry.AddRange(found.Select(slot => new Bundle.EntryComponent
        {
            FullUrl = $"{call.BaseUrl}/{slot.Key}", Resource = slot.Resource, Search = new Bundle.SearchComponent { Mode = Bundle.SearchEntryMode.Match },
        }));
        return new OperationAnswer().Add("return", bundle);
    }

    private static async Task<IReadOnlyList<Reading<Slot>>> FindAsync(OperationCall call, Ledger ledger, string criteria, int count, CancellationToken cancellationToken)
    {
        string first = ChinaTime.ForSearch(From(call));
        var found = new List<Reading<Slot>>();
        found.AddRange(await OpenAsync(ledger, $"{criteria}&start=ge{first}&reserved-for:missing=true&_sort=start", count, null, cancellationToken));
        found.AddRange(await ReleasedAsync(call, ledger, $"{criteria}&start=ge{first}", count, cancellationToken));
        if (call.Input.Text("reserved-for") is { } whom)
            found.AddRange(await OpenAsync(ledger, $"{criteria}&start=ge{first}&reserved-for={Uri.EscapeDataString($"{BookingTerms.Reservations}|{SearchValue.Escaped(whom)}")}&_sort=start", count, null, cancellationToken));
        return [.. found.DistinctBy(s => s.Key).OrderBy(s => s.Resource.Start).ThenBy(s => s.Key.Id, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>Sources of schedules that are in use, and that count. Those that do not are few: where they take up a page, a longer one is read.</summary>
    private static async Task<IReadOnlyList<Reading<Slot>>> OpenAsync(Ledger ledger, string criteria, int count, Func<Slot, bool>? counts, CancellationToken cancellationToken)
    {
        for (int limit = count; ; limit *= 4)
        {
            var found = await ledger.SearchAsync<Slot>(criteria, limit, cancellationToken);
            var open = new List<Reading<Slot>>();
            foreach (var slot in found)
            {
                if (counts?.Invoke(slot.Resource) == false)
                    continue;
                if (References.Find(slot.Resource.Schedule) is not { Type: "Schedule" } key || await ledger.FindAsync<Schedule>(key, cancellationToken) is not { Resource.Active: false })
                    open.Add(slot);
            }

            if (open.Count >= count || found.Count < limit || limit > MaxRead)
                return [.. open.Take(count)];
        }
    }

    /// <summary>Reserved sources that have fallen back to the pool: each as its own institution's policy says.</summary>
    private static async Task<IReadOnlyList<Reading<Slot>>> ReleasedAsync(OperationCall call, Ledger ledger, string criteria, int count, CancellationToken cancellationToken)
    {
        int longest = call.Governance.All.Max(p => p.Get<int>("booking", "releaseLeadHours").Value);
        string search = $"{criteria}&start=le{ChinaTime.ForSearch(call.Now.AddHours(longest))}&reserved-for:missing=false&_sort=start";
        var desk = new BookingDesk(call, ledger);
        return await OpenAsync(ledger, search, count, s => desk.IsPublic(s, desk.PolicyOf(s)), cancellationToken);
    }

    /// <summary>What is wanted as search criteria; null where no institution is near enough.</summary>
    private static async Task<string?> CriteriaAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var input = call.Input;
        var criteria = new List<string> { "status=free" };
        Add("service-type", input.All<Coding>("department").Select(c => SearchValue.Of(SearchValue.Required(c, "department", input.PathOf("department")))));
        Add("practitioner", Keys(call, "practitioner", "Practitioner"));
        Add("level", input.All<Code>("level").Select(c => $"{BookingTerms.Levels}|{c.Value}"));
        var institutions = Keys(call, "organization", "Organization").ToList();
        if (input.Text("near") is { } near)
        {
            var close = await NearAsync(near, ledger, cancellationToken);
            institutions = institutions.Count == 0 ? close : [.. institutions.Intersect(close)];
            if (institutions.Count == 0)
                return null;
        }

        Add("organization", institutions);
        if ((input.Find<Coding>("division") is { } wanted ? SearchValue.Required(wanted, "division", input.PathOf("division")).Code : PoolOf(call)) is { } division)
            Add("division", [$"{BookingTerms.Divisions}|{SearchValue.Escaped(division)}"]);
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

    /// <exception cref="Engine.Errors.FhirException">Unprocessable: a reference leads elsewhere, or to another type.</exception>
    private static IEnumerable<string> Keys(OperationCall call, string name, string type) =>
        call.Input.All<ResourceReference>(name).Select(r => References.KeyOf(References.Relative(r, call.BaseUrl), type, call.Input.PathOf(name)).ToString());

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
            throw Fault.Parameter("'near' is latitude|longitude|kilometres.", "'near' 的格式为 纬度|经度|公里数。");
        var places = await ledger.SearchAsync<Location>($"near={Uri.EscapeDataString(string.Join('|', [.. parts, "km"]))}", MaxPlaces, cancellationToken);
        return [.. places.Select(p => p.Resource.ManagingOrganization?.Reference).OfType<string>().Distinct()];
    }
}
