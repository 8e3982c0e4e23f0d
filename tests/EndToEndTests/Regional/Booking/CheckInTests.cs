namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary><c>Appointment/[id]/$check-in</c> and <c>$queue-position</c>.</summary>
[TestFixture]
internal sealed class CheckInTests : BookingTests
{
    [Test]
    public async Task Who_checks_in_gets_a_number_of_their_own_and_hears_how_many_are_ahead()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, days: 1);
        string[] booked = await Task.WhenAll(slots.Select(async s => Appointment(await BookAsync(s, await NewPersonAsync()))));
        Clock.Advance(At(1, "07:50:00") - Clock.GetUtcNow());
        string[] early = booked[..4];
        var answers = await Task.WhenAll(early.Select(a => CallAsync($"{a}/$check-in", null)));
        int[] numbers = [.. answers.Select(a => (int)Output(a.Expect(HttpStatusCode.OK), "queue-number")["valuePositiveInt"]!)];
        var again = (await CallAsync($"{early[0]}/$check-in", null)).Expect(HttpStatusCode.OK);
        string last = early[Array.IndexOf(numbers, 4)];
        var position = (await Http.FetchAsync($"{last}/$queue-position")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(numbers, Is.EquivalentTo(new[] { 1, 2, 3, 4 }));
            Assert.That((int)Output(again, "queue-number")["valuePositiveInt"]!, Is.EqualTo(numbers[0]));
            Assert.That((int)Output(position, "ahead")["valueUnsignedInt"]!, Is.EqualTo(3));
        });
    }

    [Test]
    public async Task One_checks_in_at_the_time_and_with_a_card_of_ones_own()
    {
        var clinic = await NewClinicAsync();
        string slot = (await PublishDayAsync(clinic, days: 2))[0];
        string patient = await NewAsync("Patient", """" "identifier":[{"system":"https://fhirhub.example/fhir/sid/citizen-card","value":"C1"}] """");
        string booked = Appointment(await BookAsync(slot, patient));
        AssertRefused(await CallAsync($"{booked}/$check-in", null), "booking.check-in-time");
        AssertRefused(await CallAsync($"{booked}/$queue-position", null), "booking.not-checked-in");
        Clock.Advance(At(2, "07:00:00") - Clock.GetUtcNow());
        AssertRefused(await CallAsync($"{booked}/$check-in", null, Card("C2")), "booking.card-of-another");
        (await CallAsync($"{booked}/$check-in", null, Card("C1"))).Expect(HttpStatusCode.OK);
        AssertConflict(await CancelAsync(booked), "booking.state", "checked-in");
    }

    [Test]
    public async Task A_card_that_does_not_count_serves_for_no_check_in()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, days: 2);
        string number = "11010519491231002X", lost = NewId(), kept = NewId();
        string State(string state) => $$""" "extension":[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state","valueCoding":{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/card-state","code":"{{state}}"} }],""";
        string patient = await NewAsync("Patient", $$"""
            "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"{{number}}"},{{{State("suspended")}}"system":"urn:oid:2.16.156.10011.1.19","value":"{{lost}}"},{{{State("active")}}"system":"urn:oid:2.16.840.1.113883.2.23.1.19.2","value":"{{kept}}"}]
            """);
        string booked = Appointment(await BookAsync(slots[0], patient));
        Clock.Advance(At(2, "07:30:00") - Clock.GetUtcNow());
        AssertRefused(await CallAsync($"{booked}/$check-in", null, Of("urn:oid:2.16.156.10011.1.19", lost)), "health-card.step-not-served");
        AssertRefused(await CallAsync($"{booked}/$check-in", null, Of("urn:oid:2.16.156.10011.1.3", number)), "health-card.no-cardless-visits");
        AssertRefused(await CallAsync($"{booked}/$check-in", null, Of("urn:oid:2.16.156.10011.1.2", number)), "health-card.kind-unknown");
        Assert.That(await StatusAsync(booked), Is.EqualTo("booked"));
        (await CallAsync($"{booked}/$check-in", null, Of("https://fhirhub.example/fhir/sid/social-security-card", $" {kept}"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Many_who_check_in_at_one_schedule_at_once_all_get_a_number()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, days: 1, end: "10:30:00", minutes: 6);
        string[] booked = await Task.WhenAll(slots.Select(async s => Appointment(await BookAsync(s, await NewPersonAsync()))));
        Clock.Advance(At(1, "08:25:00") - Clock.GetUtcNow());
        var answers = await Task.WhenAll(booked[..25].Select(a => CallAsync($"{a}/$check-in", null)));
        Assert.That(answers.Select(a => (int)Output(a.Expect(HttpStatusCode.OK), "queue-number")["valuePositiveInt"]!), Is.EquivalentTo(Enumerable.Range(1, 25)));
    }

    private static string Of(string system, string value) => $$"""" "name":"card","valueIdentifier":{"system":"{{system}}","value":"{{value}}"} """";

    private static string Card(string value) => $$"""" "name":"card","valueIdentifier":{"system":"https://fhirhub.example/fhir/sid/citizen-card","value":"{{value}}"} """";
}
