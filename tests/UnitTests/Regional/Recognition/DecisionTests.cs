using FhirHub.Engine.Resources;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Recognition;
using FsCheck;
using FsCheck.Fluent;
using Hl7.Fhir.Model;

namespace FhirHub.UnitTests.Regional.Recognition;

/// <summary>The decision as a table, and laws that hold for whatever comes.</summary>
[TestFixture]
internal sealed class DecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, ChinaTime.Offset);
    private static readonly string[] AllScopes = ["national", "region", "province", "city", "alliance", "county-group"];
    private static readonly string[] Statuses = ["registered", "partial", "preliminary", "final", "amended", "corrected", "appended"];

    private static readonly CatalogueItem Item = new()
    {
        Code = new Coding("urn:items", "creatinine"), Category = "laboratory", Tokens = [new Token("urn:items", "creatinine")],
    };

    [TestCase("final", ExpectedResult = "")]
    [TestCase("amended", ExpectedResult = "")]
    [TestCase("corrected", ExpectedResult = "")]
    [TestCase("appended", ExpectedResult = "")]
    [TestCase("preliminary", ExpectedResult = "preliminary")]
    [TestCase("registered", ExpectedResult = "preliminary")]
    public string A_report_is_final(string status) => Reasons(Report() with { Status = status });

    [TestCase(0, ExpectedResult = "")]
    [TestCase(7 * 86400, ExpectedResult = "")]
    [TestCase((7 * 86400) + 1, ExpectedResult = "expired")]
    public string A_result_counts_for_the_days_of_its_category(int secondsAgo) => Reasons(Report() with { Effective = Noon.AddSeconds(-secondsAgo) });

    [Test]
    public void What_is_no_result_of_the_item_is_told_as_that_alone() =>
        Assert.That(Reasons(Report() with { IsOfItem = false, Status = "preliminary" }), Is.EqualTo("no-result"));

    [Test]
    public void A_result_that_is_not_final_makes_a_report_preliminary_once() => Assert.Multiple(() =>
    {
        Assert.That(Reasons(Report() with { OpenResult = "registered" }), Is.EqualTo("preliminary"));
        Assert.That(Reasons(Report() with { OpenResult = "registered", Status = "partial" }), Is.EqualTo("preliminary"));
    });

    [Test]
    public void A_time_to_come_none_and_the_last_are_times_too() => Assert.Multiple(() =>
    {
        Assert.That(Reasons(Report() with { Effective = Noon.AddSeconds(1) }), Is.EqualTo("no-result"));
        Assert.That(Reasons(Report() with { Effective = null }), Is.EqualTo("expired"));
        Assert.That(Reasons(Report() with { Effective = DateTimeOffset.MaxValue }), Is.EqualTo("no-result"));
        Assert.That(Reasons(Report() with { Effective = DateTimeOffset.MinValue }), Is.EqualTo("expired"));
        Assert.That(Reasons(Report(), Item with { ValidityDays = int.MaxValue }), Is.EqualTo(""));
    });

    [TestCase(30, 30, ExpectedResult = "")]
    [TestCase(30, 31, ExpectedResult = "expired")]
    [TestCase(3, 4, ExpectedResult = "expired")]
    public string Days_of_the_item_go_before_those_of_its_category(int days, int ago) =>
        Reasons(Report() with { Effective = Noon.AddDays(-ago) }, Item with { ValidityDays = days });

    [TestCase("tertiary", "public", ExpectedResult = "")]
    [TestCase("primary", "public", ExpectedResult = "institution")]
    [TestCase("tertiary", "non-public", ExpectedResult = "institution")]
    [TestCase("primary", "non-public", ExpectedResult = "institution institution")]
    [TestCase(null, null, ExpectedResult = "institution institution")]
    public string Both_institutions_take_part(string? level, string? ownership) =>
        Reasons(Report() with { Performer = Institution("a") with { Level = level, Ownership = ownership } }, terms: Terms(levels: ["tertiary"], ownership: ["public"]));

    [Test]
    public void An_institution_that_is_not_on_the_list_does_not_take_part()
    {
        var terms = Terms(list: "urn:lists|1");
        Assert.That(Reasons(Report(), terms: terms), Is.EqualTo("institution institution"));
        Assert.That(Decision.Against(Report() with { Performer = Institution("a") with { IsListed = true } }, Item, Institution("b") with { IsListed = true }, terms, Noon), Is.Empty);
    }

    [TestCase("", true, ExpectedResult = "no-quality-mark")]
    [TestCase("", false, ExpectedResult = "")]
    [TestCase("national", true, ExpectedResult = "")]
    [TestCase("province", true, ExpectedResult = "")]
    [TestCase("province 140000", true, ExpectedResult = "outside-scope")]
    [TestCase("province 140000,province 110000", true, ExpectedResult = "")]
    [TestCase("region", true, ExpectedResult = "outside-scope")]
    [TestCase("region 110000", true, ExpectedResult = "")]
    [TestCase("alliance", true, ExpectedResult = "outside-scope")]
    public string A_mark_reaches_who_asks(string marks, bool required) => Reasons(
        Report() with { Marks = [.. marks.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(m => m.Split(' ')).Select(m => new Mark("HR", m[0], m.ElementAtOrDefault(1)))] },
        terms: Terms(required: required));

    [TestCase("alliance", "alliance", ExpectedResult = "")]
    [TestCase("alliance", "county-group", ExpectedResult = "outside-scope")]
    [TestCase("county-group", "county-community", ExpectedResult = "")]
    [TestCase("county-group", null, ExpectedResult = "outside-scope")]
    public string A_scope_of_alliances_holds_within_one(string scope, string? kind)
    {
        Network[] networks = kind is null ? [] : [new Network("Organization/lead", kind)];
        return string.Join(' ', Decision.Against(
            Report() with { Performer = Institution("a") with { Networks = networks } }, Item, Institution("b") with { Networks = networks }, Terms(scopes: [scope]), Noon).Select(r => r.Code));
    }

    [TestCase("酶法", "umol/L", 41, 97, ExpectedResult = "")]
    [TestCase("苦味酸法", "umol/L", 41, 97, ExpectedResult = "other-method")]
    [TestCase(null, "umol/L", 41, 97, ExpectedResult = "other-method")]
    [TestCase("酶法", "nmol/mL", 41, 97, ExpectedResult = "")]
    [TestCase("酶法", "mg/dL", 41, 97, ExpectedResult = "other-unit")]
    [TestCase("酶法", null, 41, 97, ExpectedResult = "other-unit")]
    [TestCase("酶法", "umol/L", 29, 97, ExpectedResult = "other-range")]
    [TestCase("酶法", "umol/L", 41, null, ExpectedResult = "other-range")]
    [TestCase(null, "mg/dL", null, null, ExpectedResult = "other-method other-unit")]
    public string Results_are_comparable(string? method, string? unit, int? low, int? high) => Reasons(
        Report() with { Results = [new ResultFacts(method is null ? [] : [method], unit, new ReferenceLimits(low, high))] },
        Item with { Methods = ["酶法"], Unit = "umol/L", Limits = new ReferenceLimits(30, 140) });

    [Test]
    public void A_report_without_results_is_not_comparable() => Assert.That(Reasons(Report(), Item with { Unit = "umol/L" }), Is.EqualTo("other-unit"));

    [TestCase("recognise", true, true, ExpectedResult = "")]
    [TestCase("recognise", false, true, ExpectedResult = "not-listed")]
    [TestCase("recognise", false, false, ExpectedResult = "")]
    [TestCase("share-only", false, true, ExpectedResult = "share-only not-listed")]
    public string Before_any_report_the_policy_and_the_catalogue_count(string mode, bool listed, bool required) =>
        string.Join(' ', Decision.Against(Item with { IsListed = listed }, Terms(mode: mode, catalogue: required)).Select(r => r.Code));

    [Test]
    public void Reasons_come_in_one_order_each_with_its_texts() => Prop.ForAll(Cases(), c =>
    {
        string[] order = ["no-result", "preliminary", "expired", "institution", "no-quality-mark", "outside-scope", "other-method", "other-unit", "other-range"];
        var reasons = Decision.Against(c.Report, c.Item, c.Requester, c.Terms, Noon).ToList();
        var places = reasons.ConvertAll(r => Array.IndexOf(order, r.Code));
        return places.SequenceEqual(places.Order()) && !places.Contains(-1)
            && reasons.TrueForAll(r => !string.IsNullOrEmpty(r.Issue.Diagnostics) && !string.IsNullOrEmpty(r.Issue.Chinese) && !r.Issue.Chinese!.Contains('{'));
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_result_that_is_recognised_was_so_at_every_moment_since_it_was_made() => Prop.ForAll(Cases(), ArbMap.Default.ArbFor<byte>(), (c, part) =>
    {
        if (Decision.Against(c.Report, c.Item, c.Requester, c.Terms, Noon).Any())
            return true;
        var made = c.Report.Effective!.Value;
        var earlier = made + ((Noon - made) * (part / 255d));
        return !Decision.Against(c.Report, c.Item, c.Requester, c.Terms, earlier).Any();
    }).QuickCheckThrowOnFailure();

    [Test]
    public void More_scopes_never_make_less_recognised() => Prop.ForAll(Cases(), c =>
        Decision.Against(c.Report, c.Item, c.Requester, c.Terms, Noon).Any()
        || !Decision.Against(c.Report, c.Item, c.Requester, c.Terms with { Scopes = new(AllScopes, PolicySource.Default) }, Noon).Any()).QuickCheckThrowOnFailure();

    private static string Reasons(ReportFacts report, CatalogueItem? item = null, RecognitionTerms? terms = null) =>
        string.Join(' ', Decision.Against(report, item ?? Item, Institution("b"), terms ?? Terms(), Noon).Select(r => r.Code));

    private static ReportFacts Report() => new()
    {
        Key = new ResourceKey("DiagnosticReport", "1"), Status = "final", Effective = Noon, Performer = Institution("a"), Marks = [new Mark("全国HR", "national", null)],
    };

    private static Participant Institution(string id) => new()
    {
        Reference = "Organization/" + id, Name = id, Level = "tertiary", Ownership = "public", Divisions = ["110000", "110100", "110101"],
    };

    private static RecognitionTerms Terms(
        string mode = "recognise", string[]? scopes = null, string[]? levels = null, string[]? ownership = null, bool required = true, bool catalogue = true, string? list = null) => new()
        {
            Mode = Of(mode), Scopes = Of(scopes ?? AllScopes), Levels = Of(levels ?? []), Ownership = Of(ownership ?? []), QualityMarkRequired = Of(required),
            CatalogueRequired = Of(catalogue), Catalogue = Of("urn:items"), InstitutionList = Of(list),
            ValidityDays = Of(new Dictionary<string, int> { ["laboratory"] = 7, ["other"] = 7 }),
        };

    private static PolicyValue<T> Of<T>(T value) => new(value, PolicySource.Default);

    private static Arbitrary<Case> Cases() => Arb.From(
        from status in Gen.Elements(Statuses)
        from hours in Gen.Choose(0, 400)
        from level in Gen.Elements("tertiary", "primary")
        from division in Gen.Elements("110000 110100 110101", "140000 140100 140105", "140000 140200 140213", "")
        from scope in Gen.Elements([.. AllScopes, ""])
        from scopes in Gen.SubListOf(AllScopes)
        from kind in Gen.Elements("alliance", "county-group")
        from unit in Gen.Elements("umol/L", "mg/dL", null)
        from low in Gen.Choose(10, 60)
        from asks in Gen.Elements(true, false)
        let networks = new[] { new Network("Organization/lead", kind) }
        select new Case(
            Report() with
            {
                Status = status, Effective = Noon.AddHours(-hours), Marks = scope.Length == 0 ? [] : [new Mark("HR", scope, null)],
                Performer = Institution("a") with { Level = level, Networks = networks },
                Results = [new ResultFacts([], unit, new ReferenceLimits(low, 100))],
            },
            asks ? Item with { Unit = "umol/L", Limits = new ReferenceLimits(30, 140) } : Item,
            Institution("b") with { Divisions = [.. division.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Networks = asks ? networks : [] },
            Terms(scopes: [.. scopes], levels: asks ? ["tertiary"] : [])));

    private sealed record Case(ReportFacts Report, CatalogueItem Item, Participant Requester, RecognitionTerms Terms);
}
