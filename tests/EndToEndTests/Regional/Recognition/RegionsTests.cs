namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary>The policies of the regions: who recognises whose results.</summary>
[TestFixture]
internal sealed class RegionsTests : RecognitionTests
{
    [TestCase(Taiyuan, "alliance", "recognised")]
    [TestCase(Taiyuan, "county-group", "recognised")]
    [TestCase(Taiyuan, "county-community", "recognised")]
    [TestCase(Taiyuan, null, "outside-scope")]
    [TestCase(Guiyang, "alliance", "recognised")]
    [TestCase(Guiyang, "county-group", "outside-scope")]
    [TestCase(Guiyang, null, "outside-scope")]
    public async Task Members_of_one_alliance_recognise_each_other_where_the_policy_says_so(string division, string? kind, string outcome)
    {
        string patient = await NewPersonAsync(), lead = await NewOrganizationAsync("tertiary", division), one = await NewOrganizationAsync("secondary", division), other = await NewOrganizationAsync("primary", division);
        if (kind is not null)
        {
            await AffiliateAsync(lead, one, kind);
            await AffiliateAsync(lead, other, kind);
        }

        await NewReportAsync(patient, one, DaysAgo(1), scope: "province");
        var member = await FindAsync(patient, other);
        Assert.Multiple(async () =>
        {
            Assert.That(Outcome(member), Is.EqualTo(outcome), member.Text);
            Assert.That(Outcome(await FindAsync(patient, lead)), Is.EqualTo(outcome), "the lead hospital");
            Assert.That(Outcome(await FindAsync(patient, one)), Is.EqualTo("recognised"), "the institution itself");
        });
    }

    [Test]
    public async Task A_membership_that_is_over_makes_no_alliance()
    {
        string patient = await NewPersonAsync(), lead = await NewOrganizationAsync("tertiary", Taiyuan), member = await NewOrganizationAsync("secondary", Taiyuan);
        await AffiliateAsync(lead, member, "alliance", """ "start":"2020-01-01","end":"2021-12-31" """);
        await NewReportAsync(patient, lead, DaysAgo(1));
        var answer = await FindAsync(patient, member);
        Assert.That(Outcome(answer), Is.EqualTo("outside-scope"));
        Assert.That((string)Parts(answer, "reason")[0]["valueCodeableConcept"]!["extension"]![0]!["valueString"]!, Does.Contain("二(一)3"));
    }

    [TestCase("9999-12-31", 0, "recognised")]
    [TestCase("9999", 0, "recognised")]
    [TestCase("yyyy", 0, "recognised")]
    [TestCase("yyyy-MM", 0, "recognised")]
    [TestCase("yyyy-MM-dd", 0, "recognised")]
    [TestCase("yyyy-MM-dd", -1, "outside-scope")]
    [TestCase("yyyy-MM-dd'T'HH:mm:sszzz", -1, "outside-scope")]
    public async Task A_membership_ends_with_the_last_moment_of_its_end(string end, int days, string outcome)
    {
        string patient = await NewPersonAsync(), lead = await NewOrganizationAsync("tertiary", Taiyuan), member = await NewOrganizationAsync("secondary", Taiyuan);
        string text = Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString(end, System.Globalization.CultureInfo.InvariantCulture);
        await AffiliateAsync(lead, member, "alliance", $""" "start":"2020","end":"{text}" """);
        string report = await NewReportAsync(patient, lead, DaysAgo(1));
        Assert.That(Outcome(await FindAsync(patient, member)), Is.EqualTo(outcome));
        var used = await RecognizeAsync(report, await NewEncounterAsync(patient, member), member);
        Assert.That(used.Status, Is.EqualTo(outcome == "recognised" ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity), used.Text);
    }

    [Test]
    public async Task A_mark_of_an_alliance_reaches_its_members()
    {
        string patient = await NewPersonAsync(), lead = await NewOrganizationAsync("tertiary", Taiyuan), member = await NewOrganizationAsync("secondary", Taiyuan);
        await AffiliateAsync(lead, member, "alliance");
        await NewReportAsync(patient, lead, DaysAgo(1), scope: "alliance");
        Assert.That(Outcome(await FindAsync(patient, member)), Is.EqualTo("recognised"));
    }

    [Test]
    public async Task Where_results_are_only_shared_none_is_recognised_but_it_is_told()
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("tertiary", Yichang), requester = await NewOrganizationAsync("primary", Yichang);
        string report = await NewReportAsync(patient, performer, DaysAgo(1));
        var answer = await FindAsync(patient, requester);
        Assert.Multiple(() =>
        {
            Assert.That(Outcome(answer), Is.EqualTo("share-only"));
            Assert.That(Reasons(answer), Is.EqualTo(new[] { "share-only" }));
            Assert.That(Report(answer), Is.EqualTo(report));
        });
        AssertRefused(await RecognizeAsync(report, await NewEncounterAsync(patient, requester), requester), "recognition.share-only");
    }

    [TestCase("tertiary", "public", Yanzhou, "secondary", "recognised")]
    [TestCase("secondary", "public", Yanzhou, "tertiary", "recognised")]
    [TestCase("primary", "public", Yanzhou, "tertiary", "institution")]
    [TestCase("tertiary", "non-public", Yanzhou, "tertiary", "institution")]
    [TestCase("tertiary", "public", Yanzhou, "primary", "institution")]
    [TestCase("tertiary", "public", Jinan, "tertiary", "outside-scope")]
    public async Task In_a_city_public_institutions_of_the_second_level_and_up_recognise_each_other(string level, string ownership, string division, string asking, string outcome)
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync(level, division, ownership), requester = await NewOrganizationAsync(asking, Jining);
        await NewReportAsync(patient, performer, DaysAgo(1));
        var answer = await FindAsync(patient, requester);
        Assert.That(Outcome(answer), Is.EqualTo(outcome), answer.Text);
    }

    [Test]
    public async Task In_the_base_any_institution_recognises_what_the_mark_allows()
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("village-clinic", Taiyuan, "non-public"), requester = await NewOrganizationAsync("primary", Beijing);
        await NewReportAsync(patient, performer, DaysAgo(1));
        Assert.That(Outcome(await FindAsync(patient, requester)), Is.EqualTo("recognised"));
    }
}
