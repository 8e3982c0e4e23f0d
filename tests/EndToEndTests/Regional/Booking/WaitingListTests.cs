namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary>Whoever waits is offered only what they may book, and nobody who waits in vain holds up the others.</summary>
[TestFixture]
internal sealed class WaitingListTests : BookingTests
{
    private async Task<(Clinic Clinic, string[] Slots, string Booked)> BookedDayAsync(string division = Beijing)
    {
        var clinic = await NewClinicAsync("tertiary", division);
        string[] slots = await PublishDayAsync(clinic);
        return (clinic, slots, Appointment(await BookAsync(slots[0], await NewPersonAsync("420502199001011238"))));
    }

    [Test]
    public async Task Who_has_no_real_name_does_not_wait_where_it_is_asked_for()
    {
        var clinic = await NewClinicAsync("tertiary", Yichang);
        AssertRefused(await WaitAsync(await NewPersonAsync(), clinic.Hospital), "booking.real-name");
        AssertRefused(await WaitAsync(await NewAsync("Patient", "\"deceasedBoolean\":true"), clinic.Hospital), "booking.deceased");
        AssertRefused(await WaitAsync(await NewAsync("Patient", "\"active\":false"), clinic.Hospital), "booking.patient-inactive");
    }

    [Test]
    public async Task What_no_rule_lets_one_book_is_not_offered_to_them()
    {
        var (clinic, slots, booked) = await BookedDayAsync(Yichang);
        string unnamed = Appointment(await WaitAsync(await NewPersonAsync(), clinic.Doctor));
        string busy = await NewPersonAsync("420502199001011238"), waitsToo = Appointment(await WaitAsync(busy, clinic.Hospital));
        (await BookAsync(slots[1], busy)).Expect(HttpStatusCode.OK);
        string third = Appointment(await WaitAsync(await NewPersonAsync("420502199001011238"), clinic.Hospital));
        (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        Assert.That((await StatusAsync(unnamed), await StatusAsync(waitsToo), await StatusAsync(third)), Is.EqualTo(("waitlist", "waitlist", "pending")), "no real name; one in the department that day already");
    }

    [Test]
    public async Task Who_died_or_waits_for_days_that_are_past_waits_no_more()
    {
        var (clinic, slots, booked) = await BookedDayAsync();
        string patient = await NewPersonAsync(), died = Appointment(await WaitAsync(patient, clinic.Hospital));
        (await Http.SendAsync("PATCH", patient, """[{"op":"add","path":"/deceasedBoolean","value":true}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        string next = await NewPersonAsync(), waits = Appointment(await WaitAsync(next, clinic.Hospital));
        (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        Assert.That((await StatusAsync(died), await StatusAsync(waits), await StatusAsync(slots[0])), Is.EqualTo(("cancelled", "pending", "busy-tentative")));
        Assert.That(await ToldAsync(died), Is.EqualTo(new[] { "waiting Patient", "wait-ended Patient" }));
    }

    [Test]
    public async Task A_wait_that_is_over_ends_and_bars_no_new_one()
    {
        string hospital = await NewOrganizationAsync("tertiary"), patient = await NewPersonAsync();
        string over = Appointment(await WaitAsync(patient, hospital));
        Clock.Advance(TimeSpan.FromDays(10));
        string again = Appointment(await WaitAsync(patient, hospital));
        Assert.That((await StatusAsync(over), await StatusAsync(again)), Is.EqualTo(("cancelled", "waitlist")));
    }

    [Test]
    public async Task However_many_wait_for_something_else_the_one_who_wants_the_source_gets_it()
    {
        var (clinic, _, booked) = await BookedDayAsync();
        string other = await NewOrganizationAsync("tertiary");
        for (int i = 0; i < 52; i++)
            (await WaitAsync(await NewPersonAsync(), other)).Expect(HttpStatusCode.OK);
        string wants = Appointment(await WaitAsync(await NewPersonAsync(), clinic.Hospital));
        (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        Assert.That(await StatusAsync(wants), Is.EqualTo("pending"));
    }

    [Test]
    public async Task What_is_waited_for_is_an_institution_and_a_doctor_that_are_here()
    {
        var clinic = await NewClinicAsync();
        string patient = await NewPersonAsync();
        (await WaitAsync(patient, "Organization/none")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        (await CallAsync("Appointment/$wait", null, Reference("patient", patient), Reference("practitioner", clinic.Hospital), $$"""" "name":"department","valueCoding":{"system":"{{Departments}}","code":"{{Cardiology}}"} """",
            $"""" "name":"start","valueDateTime":"{Text(At(2))}" """", $"""" "name":"end","valueDateTime":"{Text(At(9))}" """")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
        (await CallAsync("Appointment/$wait", null, Reference("patient", patient), """" "name":"department","valueCoding":{"display":"心内科"} """",
            $"""" "name":"start","valueDateTime":"{Text(At(2))}" """", $"""" "name":"end","valueDateTime":"{Text(At(9))}" """")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
        (await WaitAsync(patient, clinic.Hospital, clinic.Doctor)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_source_that_was_closed_is_not_booked()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0];
        await CloseAsync(slot);
        AssertConflict(await BookAsync(slot, await NewPersonAsync()), "booking.closed", "busy-unavailable");
        Assert.That(await StatusAsync(slot), Is.EqualTo("busy-unavailable"));
    }

    private async Task CloseAsync(string slot) =>
        (await Http.SendAsync("PATCH", slot, """[{"op":"replace","path":"/status","value":"busy-unavailable"}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
}
