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

    private static string Card(string value) => $$"""" "name":"card","valueIdentifier":{"system":"https://fhirhub.example/fhir/sid/citizen-card","value":"{{value}}"} """";
}
