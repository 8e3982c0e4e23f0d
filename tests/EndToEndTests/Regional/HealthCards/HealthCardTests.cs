using System.Globalization;
using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>A server with every pack and keys for health cards.</summary>
internal abstract class HealthCardTests : RegionalTests
{
    protected const string IdentityNumbers = "urn:oid:2.16.156.10011.1.3";
    protected const string HealthCards = "urn:oid:2.16.156.10011.1.19";
    protected const string SocialSecurityCards = "urn:oid:2.16.840.1.113883.2.23.1.19.2";
    protected const string CitizenCards = "https://fhirhub.example/fhir/sid/citizen-card";
    protected const string VisitCards = "https://fhirhub.example/fhir/sid/visit-card";
    protected const string BankCards = "https://fhirhub.example/fhir/sid/bank-card";
    private const string StateUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state";

    private static int _people;

    public static (string Name, string Value)[] Keys { get; } =
    [
        ("HealthCards:RootKey", "0123456789ABCDEFFEDCBA9876543210"),
        ("HealthCards:IndexKey", "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"),
        ("HealthCards:SigningKeys:0:Id", "es-2"),
        ("HealthCards:SigningKeys:0:Suite", "ES256"),
        ("HealthCards:SigningKeys:0:PrivateKey", "4C0883A69102937D6231471B5DBB6204FE5129617082792AE468D01A3F362318"),
        ("HealthCards:SigningKeys:0:CipherKey", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"),
        ("HealthCards:SigningKeys:1:Id", "sm-2"),
        ("HealthCards:SigningKeys:1:Suite", "SM2"),
        ("HealthCards:SigningKeys:1:PrivateKey", "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"),
        ("HealthCards:SigningKeys:1:CipherKey", "0123456789ABCDEFFEDCBA9876543210"),
    ];

    protected override (string Name, string Value)[] Settings => [.. CompiledPacks.Settings, .. Keys];

    /// <summary>An identity number that nobody had before: a man's, born on that day.</summary>
    protected static string NewNumber(string birth = "19800101", bool isMale = true)
    {
        int turn = Interlocked.Increment(ref _people);
        string body = string.Create(CultureInfo.InvariantCulture, $"{110101 + turn / 400 % 9000}{birth}{turn % 400 * 2 + (isMale ? 1 : 0):D3}");
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    /// <summary>A resident's Patient as it is given to be issued a card.</summary>
    protected static string Resident(string number, string name = "张伟", string system = IdentityNumbers, string more = "\"gender\":\"male\",\"birthDate\":\"1980-01-01\"") =>
        $$"""{"resourceType":"Patient","identifier":[{"system":"{{system}}","value":"{{number}}"}],"name":[{"text":"{{name}}"}]{{(more.Length > 0 ? "," + more : string.Empty)}}}""";

    protected Task<Answer> IssueAsync(string resident, string? organization = null, params (string Name, string Value)[] headers) =>
        CallAsync("Patient/$issue-health-card", organization, headers, $"\"name\":\"patient\",\"resource\":{resident}");

    /// <summary>A resident with a health card; a reference.</summary>
    protected async Task<string> NewHolderAsync(string? number = null)
    {
        var answer = (await IssueAsync(Resident(number ?? NewNumber()))).Expect(HttpStatusCode.OK);
        return "Patient/" + (string)Output(answer, "patient")["resource"]!["id"]!;
    }

    protected static string Card(string system, string value, string? assigner = null) =>
        $$"""{"system":"{{system}}","value":"{{value}}"{{(assigner is null ? string.Empty : $",\"assigner\":{{\"reference\":\"{assigner}\"}}")}}}""";

    protected Task<Answer> BindAsync(string patient, string card, string? kind = null, string? organization = null, params (string Name, string Value)[] headers) =>
        CallAsync($"{patient}/$bind-card", organization, headers, [$"\"name\":\"card\",\"valueIdentifier\":{card}", .. kind is null ? Array.Empty<string>() : [$"\"name\":\"kind\",\"valueCode\":\"{kind}\""]]);

    protected Task<Answer> ResolveAsync(string organization, string parameter, params (string Name, string Value)[] headers) =>
        CallAsync("Patient/$resolve-health-card", organization, headers, parameter);

    protected Task<Answer> ResolveCodeAsync(string organization, string code, params (string Name, string Value)[] headers) =>
        ResolveAsync(organization, $"\"name\":\"code\",\"valueString\":\"{code}\"", headers);

    protected Task<Answer> ResolveCardAsync(string organization, string card, params (string Name, string Value)[] headers) =>
        ResolveAsync(organization, $"\"name\":\"card\",\"valueIdentifier\":{card}", headers);

    /// <summary>A code of a resident's card.</summary>
    protected async Task<string> CodeAsync(string patient, bool dynamic, params (string Name, string Value)[] headers)
    {
        var answer = (await CallAsync($"{patient}/$health-card-code", null, headers, $"\"name\":\"dynamic\",\"valueBoolean\":{(dynamic ? "true" : "false")}")).Expect(HttpStatusCode.OK);
        return (string)Output(answer, "token")["valueString"]!;
    }

    /// <summary>The cards of a resident, <c>number state</c>, in order.</summary>
    protected async Task<string[]> CardsAsync(string patient, string system)
    {
        var read = (await Http.FetchAsync(patient)).Expect(HttpStatusCode.OK).Json;
        return [.. read["identifier"]!.AsArray().Where(i => (string)i!["system"]! == system).Select(i => $"{i!["value"]} {StateOf(i)}")];
    }

    protected static string? StateOf(JsonNode card) =>
        (string?)card["extension"]?.AsArray().FirstOrDefault(e => (string)e!["url"]! == StateUrl)?["valueCoding"]?["code"];
}
