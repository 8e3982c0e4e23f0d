namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary><c>Appointment/$find</c>.</summary>
[TestFixture]
internal sealed class FindTests : BookingTests
{
    [Test]
    public async Task Free_sources_are_found_by_what_they_are_the_earliest_first()
    {
        var heart = await NewClinicAsync();
        var lung = await NewClinicAsync("secondary", "110102", department: "03.01");
        string[] hearts = await PublishDayAsync(heart, days: 4, minutes: 60), lungs = await PublishDayAsync(lung, days: 3, minutes: 120);
        (await BookAsync(hearts[0], await NewPersonAsync())).Expect(HttpStatusCode.OK);
        string both = $"organization={heart.Hospital}&organization={lung.Hospital}";
        Assert.Multiple(async () =>
        {
            Assert.That(await FindAsync(both), Is.EqualTo(lungs.Concat(hearts[1..])));
            Assert.That(await FindAsync($"{both}&department={Departments}|03.01"), Is.EqualTo(lungs));
            Assert.That(await FindAsync($"practitioner={heart.Doctor}"), Is.EqualTo(hearts[1..]));
            Assert.That(await FindAsync($"{both}&level=secondary"), Is.EqualTo(lungs));
            Assert.That(await FindAsync($"{both}&division=110102"), Is.EqualTo(lungs));
            Assert.That(await FindAsync($"{both}&division=110100"), Has.Length.EqualTo(5));
            Assert.That(await FindAsync($"{both}&start={Uri.EscapeDataString(Text(At(4)))}"), Is.EqualTo(hearts[2..]));
            Assert.That(await FindAsync($"{both}&end={Uri.EscapeDataString(Text(At(4, "00:00:00")))}"), Is.EqualTo(lungs));
            Assert.That(await FindAsync($"{both}&count=1"), Is.EqualTo(lungs[..1]));
        });
    }

    [Test]
    public async Task Reserved_sources_are_shown_to_whom_they_are_reserved_for_and_when_released_to_all()
    {
        var clinic = await NewClinicAsync("tertiary", Taiyuan);
        string[] slots = await PublishDayAsync(clinic, minutes: 24);
        string practitioner = $"practitioner={clinic.Doctor}";
        Assert.That(await FindAsync(practitioner), Has.Length.EqualTo(8));
        Assert.That(await FindAsync($"{practitioner}&reserved-for=primary-care"), Is.EqualTo(slots));
        Clock.Advance(At(2, "13:00:00") - Clock.GetUtcNow());
        Assert.That(await FindAsync(practitioner), Is.EqualTo(slots));
    }

    [Test]
    public async Task Sources_are_found_by_distance()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 120);
        await NewAsync("Location", $$"""" "name":"院区","managingOrganization":{"reference":"{{clinic.Hospital}}"},"position":{"longitude":101.5,"latitude":31.5} """");
        Assert.That(await FindAsync("near=31.51|101.51|5"), Is.EqualTo(slots));
        Assert.That(await FindAsync("near=32.5|101.5|5"), Is.Empty);
    }

    [Test]
    public async Task A_place_of_a_department_is_one_of_its_hospital_and_every_place_near_counts()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 120);
        string department = await NewAsync("Organization", $$"""" "name":"心内科","partOf":{"reference":"{{clinic.Hospital}}"} """");
        await NewAsync("Location", $$"""" "name":"门诊楼","managingOrganization":{"reference":"{{department}}"},"position":{"longitude":95.5,"latitude":35.5} """");
        string others = string.Join(',', Enumerable.Range(0, 210).Select(i => $$"""{"resource":{"resourceType":"Location","id":"{{NewId()}}","name":"药房","position":{"longitude":95.53,"latitude":35.51} },"request":{"method":"POST","url":"Location"} }"""));
        (await Http.SendAsync("POST", "", $$"""{"resourceType":"Bundle","type":"batch","entry":[{{others}}]}""")).Expect(HttpStatusCode.OK);
        Assert.That(await FindAsync("near=35.5|95.5|5"), Is.EqualTo(slots));
    }

    [Test]
    public async Task What_is_found_has_its_address_and_the_total_where_these_are_all()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 60);
        var all = (await Http.FetchAsync($"Appointment/$find?practitioner={clinic.Doctor}&count=4")).Expect(HttpStatusCode.OK);
        var some = (await Http.FetchAsync($"Appointment/$find?practitioner={clinic.Doctor}&count=3")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(((int?)all.Json["total"], all.Entries.Length), Is.EqualTo(((int?)4, 4)));
            Assert.That(((int?)some.Json["total"], some.Entries.Length), Is.EqualTo(((int?)null, 3)));
            Assert.That((string)all.Entries.First()["fullUrl"]!, Does.StartWith("http").And.EndWith(slots[0]));
        });
    }

    [Test]
    public async Task An_absolute_reference_to_this_server_is_as_good_as_a_relative_one()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 60);
        string root = (string)(await Http.FetchAsync($"Appointment/$find?practitioner={clinic.Doctor}")).Entries.First()["fullUrl"]!;
        root = root[..root.IndexOf("/Slot/", StringComparison.Ordinal)];
        Assert.That(await FindByBodyAsync(Reference("organization", $"{root}/{clinic.Hospital}")), Is.EqualTo(slots));
    }

    [Test]
    public async Task A_department_is_what_it_says_whatever_characters_it_has()
    {
        string word = "card" + NewId()[..8];
        var clinic = await NewClinicAsync(department: word);
        await PublishDayAsync(clinic, minutes: 60);
        Assert.That(await FindByBodyAsync($$"""" "name":"department","valueCoding":{"system":"{{Departments}}","code":"{{word}},other"} """"), Is.Empty);
        Assert.That(await FindByBodyAsync($$"""" "name":"department","valueCoding":{"system":"{{Departments}}","code":"{{word}}"} """"), Has.Length.EqualTo(4));
    }

    [TestCase("\"name\":\"practitioner\",\"valueReference\":{\"display\":\"王医师\"}")]
    [TestCase("\"name\":\"practitioner\",\"valueReference\":{\"reference\":\"Organization/1\"}")]
    [TestCase("\"name\":\"organization\",\"valueReference\":{\"identifier\":{\"value\":\"1\"} }")]
    [TestCase("\"name\":\"organization\",\"valueReference\":{\"reference\":\"http://elsewhere.example/fhir/Organization/1\"}")]
    [TestCase("\"name\":\"department\",\"valueCoding\":{\"display\":\"心内科\"}")]
    [TestCase("\"name\":\"division\",\"valueCoding\":{\"display\":\"太原\"}")]
    [TestCase("\"name\":\"division\",\"valueCoding\":{\"system\":\"http://other.example\",\"code\":\"140000\"}")]
    public async Task A_parameter_that_names_nothing_is_refused(string parameter) =>
        Assert.That((await CallAsync("Appointment/$find", null, parameter)).Expect(HttpStatusCode.BadRequest).IssueCodes, Is.EqualTo(new[] { "parameter-invalid" }));

    [Test]
    public async Task Who_asks_sees_the_pool_of_their_province()
    {
        var here = await NewClinicAsync("tertiary", Taiyuan);
        var there = await NewClinicAsync("tertiary", Yichang);
        await PublishDayAsync(here);
        await PublishDayAsync(there);
        string query = $"organization={here.Hospital}&organization={there.Hospital}&count=500";
        var found = (await Http.FetchAsync($"Appointment/$find?{query}", (OrganizationHeader, await NewOrganizationAsync("primary", "140702")))).Expect(HttpStatusCode.OK);
        Assert.That(found.Entries.Select(e => (string)e["resource"]!["schedule"]!["reference"]!).Distinct(), Is.EqualTo(new[] { here.Schedule }));
    }

    [TestCase("count=501", "parameter-invalid")]
    [TestCase("count=0", "parameter-invalid")]
    [TestCase("level=huge", "parameter-code")]
    [TestCase("near=here", "parameter-invalid")]
    [TestCase("colour=red", "parameter-unknown")]
    public async Task A_wrong_parameter_is_refused(string query, string code) =>
        Assert.That((await Http.FetchAsync($"Appointment/$find?{query}")).Expect(HttpStatusCode.BadRequest).IssueCodes, Is.EqualTo(new[] { code }));

    private async Task<string[]> FindAsync(string query) =>
        [.. (await Http.FetchAsync($"Appointment/$find?{query}")).Expect(HttpStatusCode.OK).Entries.Select(e => $"Slot/{e["resource"]!["id"]}")];

    private async Task<string[]> FindByBodyAsync(string parameter) =>
        [.. (await CallAsync("Appointment/$find", null, parameter)).Expect(HttpStatusCode.OK).Entries.Select(e => $"Slot/{e["resource"]!["id"]}")];
}
