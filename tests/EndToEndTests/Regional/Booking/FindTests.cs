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

    [Test]
    public async Task What_is_looked_for_is_taken_as_it_is_written()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 120);
        string hospital = $"\"name\":\"organization\",\"valueReference\":{{\"reference\":\"{clinic.Hospital}\"}}";
        Task<Answer> DepartmentAsync(string code) => CallAsync("Appointment/$find", null, hospital, $$"""" "name":"department","valueCoding":{"system":"{{Departments}}","code":"{{code}}"} """");
        Assert.That((await DepartmentAsync(Cardiology)).Entries, Has.Length.EqualTo(slots.Length));
        Assert.That((await DepartmentAsync($"x,{Cardiology}")).Expect(HttpStatusCode.OK).Entries, Is.Empty, "a comma is no 'or'");
        var absolute = await CallAsync("Appointment/$find", null, Reference("organization", new Uri(Server.BaseUrl, clinic.Hospital).ToString()));
        Assert.Multiple(() =>
        {
            Assert.That(absolute.Expect(HttpStatusCode.OK).Entries.Select(e => (string)e["fullUrl"]!), Is.EqualTo(slots.Select(s => new Uri(Server.BaseUrl, s).ToString())));
            Assert.That((int)absolute.Json["total"]!, Is.EqualTo(slots.Length));
        });
    }

    [TestCase("\"name\":\"practitioner\",\"valueReference\":{\"display\":\"王医师\"}", "reference-invalid", HttpStatusCode.UnprocessableEntity)]
    [TestCase("\"name\":\"organization\",\"valueReference\":{\"identifier\":{\"value\":\"1\"}}", "reference-invalid", HttpStatusCode.UnprocessableEntity)]
    [TestCase("\"name\":\"organization\",\"valueReference\":{\"reference\":\"Practitioner/1\"}", "reference-invalid", HttpStatusCode.UnprocessableEntity)]
    [TestCase("\"name\":\"department\",\"valueCoding\":{\"display\":\"心内科\"}", "parameter-invalid", HttpStatusCode.BadRequest)]
    [TestCase("\"name\":\"division\",\"valueCoding\":{\"display\":\"太原\"}", "parameter-invalid", HttpStatusCode.BadRequest)]
    [TestCase("\"name\":\"start\",\"_valueDateTime\":{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"unknown\"}]}", "parameter-type", HttpStatusCode.BadRequest)]
    public async Task What_says_nothing_to_look_for_is_refused(string parameter, string code, HttpStatusCode status) =>
        Assert.That((await CallAsync("Appointment/$find", null, parameter)).Expect(status).IssueCodes, Is.EqualTo(new[] { code }));

    [Test]
    public async Task Sources_of_a_schedule_that_is_not_active_are_neither_found_nor_booked()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 120);
        (await Http.SendAsync("PATCH", clinic.Schedule, """[{"op":"replace","path":"/active","value":false}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        Assert.That(await FindAsync($"organization={clinic.Hospital}"), Is.Empty);
        AssertRefused(await BookAsync(slots[0], await NewPersonAsync()), "booking.schedule-inactive");
    }
}
