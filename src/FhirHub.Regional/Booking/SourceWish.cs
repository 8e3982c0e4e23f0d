using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Indexing;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Which sources a call of <c>$find</c> wants, as search criteria.</summary>
internal sealed class SourceWish(OperationCall call, Ledger ledger)
{
    /// <summary>Places within a distance at most; more are no wish.</summary>
    private const int MaxPlaces = 5000;

    /// <summary>Null where no institution is near enough.</summary>
    /// <exception cref="FhirException">Invalid: a parameter means nothing.</exception>
    public async Task<string?> CriteriaAsync(CancellationToken cancellationToken)
    {
        var input = call.Input;
        var criteria = new List<string> { "status=free" };
        Add("service-type", input.All<Coding>("department").Select(c => TokenOf(c, "department")));
        Add("practitioner", KeysOf("practitioner", "Practitioner").Select(k => k.ToString()));
        Add("level", input.All<Code>("level").Select(c => Token(NationalBase.Levels, c.Value!)));
        var institutions = KeysOf("organization", "Organization");
        if (input.Text("near") is { } near)
        {
            var close = await NearAsync(near, cancellationToken);
            institutions = institutions.Count == 0 ? [.. close] : institutions.FindAll(close.Contains);
            if (institutions.Count == 0)
                return null;
        }

        Add("organization", institutions.Select(k => k.ToString()));
        if (DivisionOf(input.Find<Coding>("division")) is { } division)
            Add("division", [Token(NationalBase.Divisions, division)]);
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

    /// <summary>The area that is asked for; else that of the pool of the institution that asks; null where nobody says who asks.</summary>
    private string? DivisionOf(Coding? wanted)
    {
        if (wanted is null)
            return Pool.AreaOf(call.Organization?.Division, call.Policy);
        return wanted is { Code: { } code, System: null or NationalBase.Divisions }
            ? code
            : throw Fault.Invalid("parameter-invalid", $"'division' is a code of {NationalBase.Divisions}.", $"division 须为 {NationalBase.Divisions} 的代码。", call.Input.PathOf("division"));
    }

    private string TokenOf(Coding coding, string name) => coding.Code is { } code
        ? coding.System is { } system ? Token(system, code) : SearchValue.Escape(code)
        : throw Fault.Invalid("parameter-invalid", $"'{name}' has a code.", $"{name} 须有代码。", call.Input.PathOf(name));

    private static string Token(string system, string code) => $"{SearchValue.Escape(system)}|{SearchValue.Escape(code)}";

    /// <summary>What references of one name lead to; relative ones, or absolute ones to this server.</summary>
    private List<ResourceKey> KeysOf(string name, string type) => [.. call.Input.All<ResourceReference>(name).Select(r => KeyOf(r, name, type)).Distinct()];

    private ResourceKey KeyOf(ResourceReference reference, string name, string type)
    {
        string? text = reference.Reference;
        if (text is not null && call.BaseUrl.Length > 0 && text.StartsWith(call.BaseUrl + "/", StringComparison.Ordinal))
            text = text[(call.BaseUrl.Length + 1)..];
        return References.Find(new ResourceReference(text)) is { } key && key.Type == type
            ? key
            : throw Fault.Invalid("parameter-invalid", $"'{name}' is a reference of the form {type}/[id].", $"{name} 须为 {type}/[id] 形式的引用。", call.Input.PathOf(name));
    }

    /// <summary>The institutions of the places within a distance.</summary>
    private async Task<IReadOnlySet<ResourceKey>> NearAsync(string near, CancellationToken cancellationToken)
    {
        string[] parts = near.Split('|');
        if (parts.Length != 3)
            throw Fault.Invalid("parameter-invalid", "'near' is latitude|longitude|kilometres.", "near 须为“纬度|经度|公里数”。", call.Input.PathOf("near"));
        var organizations = new HashSet<ResourceKey>();
        int places = 0;
        await foreach (var json in ledger.LookAsync("Location", $"near={Uri.EscapeDataString(string.Join('|', [.. parts, "km"]))}", cancellationToken))
        {
            if (++places > MaxPlaces)
                throw Fault.Invalid("parameter-invalid", $"More than {MaxPlaces} places are that near. Give a shorter distance.", $"该距离内的地点超过 {MaxPlaces} 个，请缩短距离。", call.Input.PathOf("near"));
            if (PlaceJson.ManagingOrganizationOf(json) is { } organization)
                organizations.Add(organization);
        }

        return await ScheduleOwner.InstitutionsAsync(organizations, ledger, cancellationToken);
    }
}
