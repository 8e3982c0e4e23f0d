namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary>Who asks for a step before another is taken, and comes after it, has lost; who asks for the same has what there is.</summary>
[TestFixture]
internal sealed class LateStepTests : BookingTests
{
    [TestCase("reschedule", "booked", "cancel")]
    [TestCase("reschedule", "booked", "reschedule")]
    [TestCase("cancel", "cancelled", "reschedule")]
    public async Task Of_two_steps_one_is_taken_and_the_other_meets_the_state_now(string first, string state, string late)
    {
        string[] slots = await PublishDayAsync(await NewClinicAsync());
        string booked = Appointment(await BookAsync(slots[0], await NewPersonAsync()));
        await using var other = await LateCall.StartAsync(Server.BaseUrl, $"{booked}/${late}", null, Parameters(ParameterOf(late, slots[1])));
        (await CallAsync($"{booked}/${first}", null, ParameterOf(first, slots[2]))).Expect(HttpStatusCode.OK);
        await other.AssertLostAsync("booking.state", state);
        Assert.That(await StatusAsync(booked), Is.EqualTo(state));
    }

    [Test]
    public async Task Who_cancels_while_another_books_what_was_held_is_told()
    {
        string[] slots = await PublishDayAsync(await NewClinicAsync());
        string held = Appointment(await HoldAsync(slots[0], await NewPersonAsync()));
        await using var other = await LateCall.StartAsync(Server.BaseUrl, $"{held}/$cancel", null, Parameters(ParameterOf("cancel", slots[0])));
        (await ConfirmAsync(held)).Expect(HttpStatusCode.OK);
        await other.AssertLostAsync("booking.state", "booked");
    }

    [TestCase("reschedule")]
    [TestCase("cancel")]
    public async Task Who_asks_for_the_same_has_what_there_is(string step)
    {
        string[] slots = await PublishDayAsync(await NewClinicAsync());
        string booked = Appointment(await BookAsync(slots[0], await NewPersonAsync()));
        await using var other = await LateCall.StartAsync(Server.BaseUrl, $"{booked}/${step}", null, Parameters(ParameterOf(step, slots[1])));
        var first = (await CallAsync($"{booked}/${step}", null, ParameterOf(step, slots[1]))).Expect(HttpStatusCode.OK);
        var (status, body) = await other.FinishAsync();
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body);
            Assert.That(body, Does.Contain((string)first.Json["meta"]!["lastUpdated"]!));
        });
    }

    private static string ParameterOf(string step, string slot) => step == "cancel" ? """" "name":"reason","valueCodeableConcept":{"text":"有事"} """" : Reference("slot", slot);
}
