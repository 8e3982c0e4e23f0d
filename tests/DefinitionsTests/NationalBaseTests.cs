using System.Text.Json.Nodes;

namespace FhirHub.DefinitionsTests;

/// <summary>What the national base must hold.</summary>
public sealed class NationalBaseTests
{
    private const string Base = "cn-base";

    private static readonly string[] Operations =
    [
        "Patient/$issue-health-card", "Patient/$bind-card", "Patient/$unbind-card", "Patient/$health-card-code", "Patient/$resolve-health-card",
        "Patient/$suspend-health-card", "Patient/$reissue-health-card", "Patient/$merge",
        "Appointment/$find", "Appointment/$hold", "Appointment/$book", "Appointment/$cancel", "Appointment/$reschedule", "Appointment/$check-in",
        "ServiceRequest/$submit-referral", "ServiceRequest/$refer-down", "Task/$accept", "Task/$reject", "Task/$request-information",
        "Task/$provide-information", "Task/$schedule", "Task/$admit", "Task/$complete", "Task/$cancel",
        "DiagnosticReport/$find-recognizable", "ServiceRequest/$check-duplicate", "DiagnosticReport/$recognize", "DiagnosticReport/$refuse-recognition",
        "MedicationRequest/$submit-for-review", "MedicationRequest/$review", "MedicationRequest/$release", "MedicationRequest/$claim", "MedicationRequest/$dispense",
        "Claim/$submit", "Claim/$audit",
    ];

    /// <summary>In each region, and the divisions that the list has from elsewhere.</summary>
    private static readonly string[] Divisions = ["110101", "140105", "420502", "520103", "210102", "370811", "710000", "810000", "820000"];

    private readonly IReadOnlyDictionary<string, JsonObject> _definitions = Repository.Resources(Base);

    [Test]
    public void Every_operation_that_the_rules_name_is_defined()
    {
        var defined = OfType("OperationDefinition").Where(o => o["resource"] is not null).SelectMany(o => o["resource"]!.AsArray().Select(type => $"{(string?)type}/${(string?)o["code"]}"));

        Assert.That(Operations, Is.SubsetOf(defined.ToList()));
    }

    [Test]
    public void The_capability_statement_names_every_profile_search_parameter_and_operation()
    {
        var named = _definitions["CapabilityStatement-cn-base.json"].ToJsonString();
        var unnamed = OfType("OperationDefinition").Concat(OfType("SearchParameter"))
            .Concat(OfType("StructureDefinition").Where(d => (string?)d["type"] != "Extension"))
            .Select(d => (string?)d["url"]!)
            .Where(url => !named.Contains($"\"{url}\"", StringComparison.Ordinal));

        Assert.That(unnamed, Is.Empty);
    }

    [Test]
    public void All_ethnic_groups_are_listed() =>
        Assert.That(_definitions["CodeSystem-gb-t-3304.json"]["concept"]!.AsArray(), Has.Count.EqualTo(56));

    [Test]
    public void Divisions_of_every_region_are_listed_each_once()
    {
        var list = _definitions["CodeSystem-gb-t-2260.json"];
        var codes = Codes(list["concept"]!.AsArray()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.Unique);
            Assert.That(codes, Has.Count.EqualTo((int?)list["count"]).And.Count.GreaterThan(3000));
            Assert.That(Divisions, Is.SubsetOf(codes));
        });
    }

    [TestCase("Patient")]
    [TestCase("Encounter")]
    [TestCase("MedicationRequest")]
    [TestCase("Appointment")]
    [TestCase("Claim")]
    public void The_types_that_matter_most_have_five_valid_and_ten_invalid_examples(string type)
    {
        var valid = Repository.Resources(Base, "example").Values.Count(e => (string?)e["resourceType"] == type);
        var invalid = Directory.GetFiles(Path.Combine(Repository.Profiles, Base, "input", "examples-invalid", type)).Length - 1;

        Assert.That((valid, invalid), Is.EqualTo((Math.Max(valid, 5), Math.Max(invalid, 10))));
    }

    [Test]
    public void The_identity_number_is_known_by_its_aliases()
    {
        var systems = _definitions["NamingSystem-cn-identity-number.json"]["uniqueId"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(systems.Single(s => (bool?)s!["preferred"] == true)!["value"]!.GetValue<string>(), Is.EqualTo("urn:oid:2.16.156.10011.1.3"));
            Assert.That(systems.Select(s => (string?)s!["value"]), Does.Contain("urn:oid:2.16.840.1.113883.2.23.1.19.1"));
        });
    }

    [TestCase("healthCard", "bindableCards", "card-kind")]
    [TestCase("healthCard", "interchangeableCards", "card-kind")]
    [TestCase("booking", "slotBookingLevels", "institution-level")]
    [TestCase("referral", "priorities", "referral-priority")]
    [TestCase("referral", "collaborations", "collaboration-kind")]
    [TestCase("referral", "reasonsUp", "referral-reason")]
    [TestCase("referral", "reasonsDown", "referral-reason")]
    [TestCase("alliance", "forms", "alliance-kind")]
    [TestCase("recognition", "scopes", "recognition-scope")]
    [TestCase("recognition", "ownership", "institution-ownership")]
    [TestCase("recognition", "refusalReasons", "recognition-refusal")]
    [TestCase("settlement", "layers", "settlement-layer")]
    [TestCase("settlement", "paymentMeans", "payment-means")]
    [TestCase("settlement", "paymentMethods", "payment-method")]
    [TestCase("settlement", "crossRegionGroups", "cross-region-group")]
    [TestCase("settlement", "auditFamilies", "audit-rule-family")]
    [TestCase("settlement", "communityOnlyBenefits", "outpatient-benefit")]
    [TestCase("signing", "teamRoles", "practitioner-function")]
    [TestCase("signing", "groups", "signing-group")]
    [TestCase("signing", "services", "signing-service")]
    [TestCase("signing", "payers", "signing-payer")]
    [TestCase("signing", "indicators", "signing-indicator")]
    [TestCase("surveillance", "syndromicCities", "gb-t-2260")]
    public void Codes_in_policies_are_codes_of_the_base(string group, string parameter, string codeSystem)
    {
        var codes = Codes(_definitions[$"CodeSystem-{codeSystem}.json"]["concept"]!.AsArray()).ToList();
        var used = Repository.PackNames
            .Select(pack => Repository.Read(Path.Combine(Repository.Profiles, pack, "policy.json")))
            .SelectMany(policy => policy["parameters"]![group]?[parameter]?["value"]?.AsArray() ?? new JsonArray())
            .Select(code => code!.GetValue<string>())
            .Distinct();

        Assert.That(used, Is.SubsetOf(codes));
    }

    private IEnumerable<JsonObject> OfType(string type) => _definitions.Values.Where(d => (string?)d["resourceType"] == type);

    private static IEnumerable<string> Codes(JsonArray concepts) =>
        concepts.SelectMany(c => Codes(c!["concept"]?.AsArray() ?? new JsonArray()).Prepend(c["code"]!.GetValue<string>()));
}
