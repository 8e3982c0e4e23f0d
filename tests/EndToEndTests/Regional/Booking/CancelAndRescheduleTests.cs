namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary><c>Appointment/[id]/$cancel</c>, <c>$reschedule</c> and <c>Appointment/$wait</c>.</summary>
[TestFixture]
internal sealed class CancelAndRescheduleTests : BookingTests
{
    [Test]
    public async Task What_is_cancelled_is_free_again_and_cancelling_again_changes_nothing()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0];
        string booked = Appointment(await BookAsync(slot, await NewPersonAsync()));
        var cancelled = (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        Assert.That(((string)cancelled.Json["status"]!, (string)cancelled.Json["cancelationReason"]!["text"]!, await StatusAsync(slot)), Is.EqualTo(("cancelled", "有事", "free")));
        await AssertVersionAsync(booked, 2);
        (await BookAsync(slot, await NewPersonAsync())).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Who_waits_is_offered_what_comes_back_the_first_first()
    {
        var clinic = await NewClinicAsync();
        string slot = (await PublishDayAsync(clinic))[0];
        string booked = Appointment(await BookAsync(slot, await NewPersonAsync()));
        string elsewhere = Appointment(await WaitAsync(await NewPersonAsync(), (await NewClinicAsync()).Hospital));
        string first = Appointment(await WaitAsync(await NewPersonAsync(), clinic.Hospital));
        string second = Appointment(await WaitAsync(await NewPersonAsync(), clinic.Hospital));
        (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        Assert.That((await StatusAsync(elsewhere), await StatusAsync(first), await StatusAsync(second), await StatusAsync(slot)), Is.EqualTo(("waitlist", "pending", "waitlist", "busy-tentative")));
        AssertConflict(await BookAsync(slot, await NewPersonAsync()), "booking.taken", "busy-tentative");
        (await CancelAsync(first)).Expect(HttpStatusCode.OK);
        Assert.That(await StatusAsync(second), Is.EqualTo("pending"));
        Assert.That(await StatusAsync(Appointment(await ConfirmAsync(second))), Is.EqualTo("booked"));
    }

    [Test]
    public async Task Who_waits_already_is_told_so()
    {
        string patient = await NewPersonAsync(), hospital = await NewOrganizationAsync("tertiary");
        (await WaitAsync(patient, hospital)).Expect(HttpStatusCode.OK);
        AssertConflict(await WaitAsync(patient, hospital), "booking.already-waiting", "waitlist");
    }

    [Test]
    public async Task A_moved_appointment_gives_its_source_back()
    {
        string[] slots = await PublishDayAsync(await NewClinicAsync());
        string booked = Appointment(await BookAsync(slots[0], await NewPersonAsync()));
        var moved = (await MoveAsync(booked, slots[1])).Expect(HttpStatusCode.OK);
        (await MoveAsync(booked, slots[1])).Expect(HttpStatusCode.OK);
        Assert.That((await StatusAsync(slots[0]), await StatusAsync(slots[1]), (string)moved.Json["slot"]![0]!["reference"]!, (string)moved.Json["start"]!), Is.EqualTo(("free", "busy", slots[1], Text(At(3, "08:30:00")))));
        await AssertVersionAsync(booked, 2);
    }

    [Test]
    public async Task A_move_that_is_refused_leaves_everything_as_it_was()
    {
        string[] slots = await PublishDayAsync(await NewClinicAsync());
        string booked = Appointment(await BookAsync(slots[0], await NewPersonAsync()));
        (await BookAsync(slots[1], await NewPersonAsync())).Expect(HttpStatusCode.OK);
        AssertConflict(await MoveAsync(booked, slots[1]), "booking.taken", "busy");
        await AssertVersionAsync(booked, 1);
        Assert.That(await StatusAsync(slots[0]), Is.EqualTo("busy"));
        (await CancelAsync(booked)).Expect(HttpStatusCode.OK);
        AssertConflict(await MoveAsync(booked, slots[2]), "booking.state", "cancelled");
    }

    [Test]
    public async Task What_has_begun_is_neither_cancelled_nor_moved()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, days: 1);
        string booked = Appointment(await BookAsync(slots[0], await NewPersonAsync()));
        Clock.Advance(At(1, "09:00:00") - Clock.GetUtcNow());
        AssertRefused(await CancelAsync(booked), "booking.past");
        AssertRefused(await MoveAsync(booked, slots[5]), "booking.past");
        (await CallAsync("Appointment/none/$cancel", null, """" "name":"reason","valueCodeableConcept":{"text":"x"} """")).Expect(HttpStatusCode.NotFound);
    }

    private Task<Answer> MoveAsync(string appointment, string slot) => CallAsync($"{appointment}/$reschedule", null, Reference("slot", slot));
}
