namespace FhirHub.EndToEndTests.Regional;

/// <summary>What every operation refuses of its parameters, whatever they are.</summary>
[TestFixture]
internal sealed class ParameterFaultsTests : RegionalTests
{
    private const string Path = "Task/none/$reject";
    private string _organization = "";

    [SetUp]
    public async Task PeopleAsync() => _organization = await NewOrganizationAsync("secondary");

    [TestCase(""" "resource":{"resourceType":"Patient"},"valueCodeableConcept":{"text":"x"} """)]
    [TestCase(""" "part":[{"name":"a","valueString":"b"}],"valueCodeableConcept":{"text":"x"} """)]
    public async Task A_parameter_is_one_of_value_resource_and_part(string content) =>
        (await CallAsync(Path, _organization, $""" "name":"reason",{content} """)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-ambiguous");

    [TestCase("""{"text":"   "}""")]
    [TestCase("""{"coding":[{"system":"http://x.example"}]}""")]
    [TestCase("""{"extension":[{"url":"http://x.example","valueString":"x"}]}""")]
    public async Task A_value_says_something(string concept) =>
        (await CallAsync(Path, _organization, $""" "name":"reason","valueCodeableConcept":{concept} """)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-empty");

    [Test]
    public async Task What_says_something_reaches_the_operation() =>
        (await CallAsync(Path, _organization, """ "name":"reason","valueCodeableConcept":{"text":"无床位"} """)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
}
