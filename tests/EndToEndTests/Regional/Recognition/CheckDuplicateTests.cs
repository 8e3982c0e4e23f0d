namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary><c>ServiceRequest/$check-duplicate</c>: an order, before it is placed or after.</summary>
[TestFixture]
internal sealed class CheckDuplicateTests : RecognitionTests
{
    private string _patient = "", _requester = "", _report = "";

    [SetUp]
    public async Task PeopleAsync()
    {
        _patient = await NewPersonAsync();
        _requester = await NewOrganizationAsync("secondary", Beijing);
        _report = await NewReportAsync(_patient, await NewOrganizationAsync("tertiary", Beijing), DaysAgo(1));
    }

    [Test]
    public async Task An_order_that_is_not_placed_yet_is_checked_by_its_listed_code()
    {
        var answer = await CallAsync("ServiceRequest/$check-duplicate", null, Order($$""" "requester":{"reference":"{{_requester}}"} """));
        Assert.That((Outcome(answer), Report(answer), (string)Part(answer, "code")!["valueCoding"]!["code"]!), Is.EqualTo(("recognised", _report, CtHead)));
    }

    [Test]
    public async Task A_stored_order_is_checked_for_the_institution_that_calls_where_it_names_none()
    {
        string order = await NewAsync("ServiceRequest", Members());
        Assert.That(Outcome(await CallAsync($"{order}/$check-duplicate", _requester)), Is.EqualTo("recognised"));
        (await CallAsync($"{order}/$check-duplicate", null)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "requester-missing");
        (await CallAsync($"{order}/$check-duplicate", _requester, Order())).ExpectIssue(HttpStatusCode.BadRequest, "parameter-conflict");
    }

    [Test]
    public async Task Details_of_an_order_are_items_too()
    {
        var answer = await CallAsync("ServiceRequest/$check-duplicate", _requester, Order(""" "orderDetail":[{"coding":[{"system":"http://loinc.org","code":"24627-2"}]}] """));
        Assert.That(Outputs(answer.Expect(HttpStatusCode.OK), "item"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Without_order_code_or_patient_there_is_nothing_to_check()
    {
        (await CallAsync("ServiceRequest/$check-duplicate", _requester)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        (await CallAsync("ServiceRequest/none/$check-duplicate", _requester)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        string bare = $$"""{"resourceType":"ServiceRequest","status":"draft","intent":"order","subject":{"reference":"{{_patient}}"} }""";
        (await CallAsync("ServiceRequest/$check-duplicate", _requester, $""" "name":"request","resource":{bare} """)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "code-missing");
        (await CallAsync("ServiceRequest/$check-duplicate", _requester, $""" "name":"request","resource":{bare.Replace(_patient, "Patient/none", StringComparison.Ordinal)} """))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
    }

    [Test]
    public async Task An_order_of_too_many_codes_is_refused()
    {
        string details = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"coding":[{"system":"{{Loinc}}","code":"{{i}}-0"}]}"""));
        (await CallAsync("ServiceRequest/$check-duplicate", _requester, Order($$""" "orderDetail":[{{details}}] """))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "order-too-long");
    }

    private string Order(string? more = null) => $$""" "name":"request","resource":{"resourceType":"ServiceRequest",{{Members()}}{{(more is null ? "" : "," + more)}} } """;

    private string Members() => $$"""
        "status":"draft","intent":"order","subject":{"reference":"{{_patient}}"},"code":{"coding":[{"system":"https://hospital.example/codes","code":"1"},{"system":"{{Loinc}}","code":"{{CtHead}}"}]}
        """;
}
