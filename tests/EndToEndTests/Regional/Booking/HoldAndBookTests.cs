namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary><c>Appointment/$hold</c> and <c>$book</c>.</summary>
[TestFixture]
internal sealed class HoldAndBookTests : BookingTests
{
    [Test]
    public async Task What_is_held_is_booked_and_nobody_else_can_have_it()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0];
        string patient = await NewPersonAsync(), other = await NewPersonAsync();
        string held = Appointment(await HoldAsync(slot, patient));
        Assert.That((await StatusAsync(held), await StatusAsync(slot)), Is.EqualTo(("pending", "busy-tentative")));
        AssertConflict(await HoldAsync(slot, other), "booking.taken", "busy-tentative");
        string booked = Appointment(await ConfirmAsync(held));
        Assert.That((booked, await StatusAsync(held), await StatusAsync(slot)), Is.EqualTo((held, "booked", "busy")));
        AssertConflict(await BookAsync(slot, other), "booking.taken", "busy");
        var notifications = (await Http.FetchAsync($"Appointment?slot={slot}")).Entries;
        Assert.That(notifications, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_same_call_again_gives_the_same_appointment_and_has_no_second_effect()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0], patient = await NewPersonAsync();
        var answers = new[] { await HoldAsync(slot, patient), await HoldAsync(slot, patient), await BookAsync(slot, patient), await BookAsync(slot, patient) };
        Assert.That(answers.Select(Appointment).Distinct().Count(), Is.EqualTo(1));
        await AssertVersionAsync(Appointment(answers[0]), 2);
        await AssertVersionAsync(slot, 3);
    }

    [Test]
    public async Task A_hold_comes_back_when_it_is_over()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0];
        string patient = await NewPersonAsync(), other = await NewPersonAsync();
        string held = Appointment(await HoldAsync(slot, patient));
        Clock.Advance(TimeSpan.FromMinutes(11));
        await UntilAsync(held, "cancelled");
        Assert.That(await StatusAsync(slot), Is.EqualTo("free"));
        AssertConflict(await ConfirmAsync(held), "booking.state", "cancelled");
        Assert.That(await StatusAsync(Appointment(await BookAsync(slot, other))), Is.EqualTo("booked"));
    }

    [Test]
    public async Task A_hold_that_is_over_is_not_booked()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0];
        string held = Appointment(await HoldAsync(slot, await NewPersonAsync()));
        Clock.Advance(TimeSpan.FromMinutes(11));
        var answer = await ConfirmAsync(held);
        Assert.That(answer.IssueCodes, Is.AnyOf(new[] { "booking.hold-expired" }, new[] { "booking.state" }), "the second where the hold was ended before");
        await UntilAsync(held, "cancelled");
        Assert.That(await StatusAsync(slot), Is.EqualTo("free"));
    }

    [Test]
    public async Task What_was_held_comes_back_after_a_crash_too()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        string slot, held;
        await using (var first = await TestServer.StartAsync(database, Clock, Settings))
        {
            slot = (await NewSlotAsync(first.Http))!;
            held = $"Appointment/{(await first.Http.SendAsync("POST", "Appointment/$hold", Parameters(Reference("slot", slot), Reference("patient", "Patient/p")))).Expect(HttpStatusCode.OK).Id}";
        }

        Clock.Advance(TimeSpan.FromMinutes(11));
        await using var second = await TestServer.StartAsync(database, Clock, Settings);
        await UntilAsync(held, "cancelled", second.Http);
        Assert.That((string)(await second.Http.FetchAsync(slot)).Json["status"]!, Is.EqualTo("free"));
        await database.ReleaseAsync();
    }

    [Test]
    public async Task In_yichang_booking_needs_the_real_name()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync("tertiary", Yichang)))[0];
        AssertRefused(await BookAsync(slot, await NewPersonAsync()), "booking.real-name");
        Assert.That(await StatusAsync(slot), Is.EqualTo("free"));
        (await BookAsync(slot, await NewPersonAsync("420502199001011238"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_patient_has_so_many_appointments_on_a_day_and_in_a_department()
    {
        string patient = await NewPersonAsync();
        string[] cardiology = await PublishDayAsync(await NewClinicAsync());
        (await BookAsync(cardiology[0], patient)).Expect(HttpStatusCode.OK);
        AssertRefused(await BookAsync(cardiology[1], patient), "booking.per-department");
        foreach (string department in new[] { "03.01", "04" })
            (await BookAsync((await PublishDayAsync(await NewClinicAsync(department: department)))[0], patient)).Expect(HttpStatusCode.OK);
        AssertRefused(await BookAsync((await PublishDayAsync(await NewClinicAsync(department: "05")))[0], patient), "booking.per-day");
        (await BookAsync((await PublishDayAsync(await NewClinicAsync(department: "05"), days: 4))[0], patient)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task What_begins_in_the_past_cannot_be_booked_nor_who_is_not_active()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic);
        string inactive = await NewAsync("Patient", "\"active\":false");
        AssertRefused(await BookAsync(slots[0], inactive), "booking.patient-inactive");
        string past = await NewAsync("Slot", $$"""" "schedule":{"reference":"{{clinic.Schedule}}"},"status":"free","start":"{{Text(At(-1))}}","end":"{{Text(At(-1, "11:00:00"))}}" """");
        AssertRefused(await BookAsync(past, await NewPersonAsync()), "booking.past");
    }

    [Test]
    public async Task A_source_reserved_for_primary_care_is_theirs_until_it_is_released()
    {
        var clinic = await NewClinicAsync("tertiary", Taiyuan);
        string[] slots = await PublishDayAsync(clinic, minutes: 12);
        string reserved = slots[4];
        string community = await NewOrganizationAsync("primary", Taiyuan);
        AssertRefused(await HoldAsync(reserved, await NewPersonAsync(), clinic.Hospital), "booking.reserved");
        AssertRefused(await HoldAsync(reserved, await NewPersonAsync()), "booking.reserved");
        AssertRefused(await HoldAsync(reserved, await NewPersonAsync(), await NewOrganizationAsync("primary", "520103")), "booking.reserved");
        (await HoldAsync(reserved, await NewPersonAsync(), community)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_source_reserved_for_family_doctors_is_for_patients_signed_with_one()
    {
        var clinic = await NewClinicAsync("tertiary", Taiyuan, "chief");
        string[] slots = await PublishDayAsync(clinic, minutes: 12);
        string community = await NewOrganizationAsync("primary", Taiyuan), signed = await NewPersonAsync();
        await SignAsync(signed, community);
        AssertRefused(await HoldAsync(slots[9], await NewPersonAsync(), community), "booking.reserved");
        AssertRefused(await HoldAsync(slots[9], signed), "booking.reserved");
        AssertRefused(await HoldAsync(slots[9], signed, await NewOrganizationAsync("primary", Taiyuan)), "booking.reserved");
        string pretended = await NewPersonAsync();
        await SignAsync(pretended, community, "http://example.org/whatever");
        AssertRefused(await HoldAsync(slots[9], pretended, community), "booking.reserved");
        (await HoldAsync(slots[9], signed, community)).Expect(HttpStatusCode.OK);
    }

    [TestCase("Practitioner")]
    [TestCase("PractitionerRole")]
    [TestCase("CareTeam")]
    public async Task A_contract_is_with_the_institution_of_its_doctor_or_its_team(string author)
    {
        string[] slots = await PublishDayAsync(await NewClinicAsync("tertiary", Taiyuan, "chief"), minutes: 12);
        string community = await NewOrganizationAsync("primary", Taiyuan), other = await NewOrganizationAsync("primary", Taiyuan), signed = await NewPersonAsync();
        string doctor = await NewAsync("Practitioner", "\"active\":true");
        string role = await NewAsync("PractitionerRole", $$"""" "practitioner":{"reference":"{{doctor}}"},"organization":{"reference":"{{community}}"} """");
        string team = await NewAsync("CareTeam", $$"""" "managingOrganization":[{"reference":"{{community}}"}] """");
        await SignAsync(signed, author switch { "Practitioner" => doctor, "PractitionerRole" => role, _ => team });
        AssertRefused(await HoldAsync(slots[9], signed, other), "booking.reserved");
        (await HoldAsync(slots[9], signed, community)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task What_is_booked_on_a_referral_needs_an_accepted_one_of_this_patient_to_that_institution()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic);
        string patient = await NewPersonAsync();
        string right = await ReferralAsync(patient, clinic.Hospital), elsewhere = await ReferralAsync(patient, await NewOrganizationAsync("tertiary"));
        string order = await NewAsync("ServiceRequest", $$"""
            "status":"active","intent":"order","code":{"text":"血常规"},"subject":{"reference":"{{patient}}"},"performer":[{"reference":"{{clinic.Hospital}}"}]
            """);
        AssertRefused(await HoldAsync(slots[0], patient, basedOn: elsewhere), "booking.based-on");
        AssertRefused(await HoldAsync(slots[0], patient, basedOn: order), "booking.based-on");
        AssertRefused(await HoldAsync(slots[0], patient, basedOn: await ReferralAsync(patient, clinic.Hospital, accepted: false)), "booking.based-on");
        AssertRefused(await HoldAsync(slots[0], await NewPersonAsync(), basedOn: right), "booking.based-on");
        var held = (await HoldAsync(slots[0], patient, basedOn: right)).Expect(HttpStatusCode.OK);
        Assert.That((string)held.Json["basedOn"]![0]!["reference"]!, Is.EqualTo(right));
    }

    [TestCase("\"name\":\"slot\",\"valueReference\":{\"reference\":\"Patient/1\"}", "reference-invalid", HttpStatusCode.UnprocessableEntity)]
    [TestCase("\"name\":\"slot\",\"valueReference\":{\"reference\":\"Slot/none\"}", "not-found", HttpStatusCode.NotFound)]
    [TestCase("\"name\":\"slot\",\"valueString\":\"Slot/1\"", "parameter-type", HttpStatusCode.BadRequest)]
    public async Task A_wrong_slot_is_refused(string slot, string code, HttpStatusCode status)
    {
        var answer = await CallAsync("Appointment/$hold", null, slot, Reference("patient", await NewPersonAsync()));
        Assert.That(answer.Expect(status).IssueCodes, Is.EqualTo(new[] { code }));
    }

    [Test]
    public async Task Booking_takes_either_an_appointment_or_a_slot() =>
        Assert.That((await CallAsync("Appointment/$book", null, Reference("appointment", "Appointment/1"), Reference("slot", "Slot/1"))).Expect(HttpStatusCode.BadRequest).IssueCodes, Is.EqualTo(new[] { "parameter-conflict" }));

    private Task<string> SignAsync(string patient, string author, string system = "https://fhirhub.example/fhir/cn-base/CodeSystem/plan-kind") => NewAsync("CarePlan", $$"""
        "status":"active","intent":"plan","subject":{"reference":"{{patient}}"},"author":{"reference":"{{author}}"},"period":{"start":"{{Day(-30)}}","end":"{{Day(300)}}"},
        "category":[{"coding":[{"system":"{{system}}","code":"family-doctor-signing"}]}]
        """);

    /// <summary>A request for a consultation, which the institution has accepted or not.</summary>
    private async Task<string> ReferralAsync(string patient, string to, bool accepted = true)
    {
        const string Systems = "https://fhirhub.example/fhir/cn-base/CodeSystem";
        string from = await NewOrganizationAsync("primary");
        string request = $$"""
            {"resourceType":"ServiceRequest","status":"draft","intent":"order","category":[{"coding":[{"system":"{{Systems}}/collaboration-kind","code":"remote-consultation"}]}],
            "code":{"text":"会诊"},"subject":{"reference":"{{patient}}"},"performer":[{"reference":"{{to}}"}]}
            """;
        string consent = $$"""
            {"resourceType":"Consent","status":"active","scope":{"text":"转诊"},"category":[{"coding":[{"system":"{{Systems}}/consent-kind","code":"referral"}]}],"patient":{"reference":"{{patient}}"},
            "dateTime":"2026-11-05","performer":[{"reference":"{{patient}}"}],"organization":[{"reference":"{{from}}"}],"policyRule":{"text":"知情同意书"} }
            """;
        var answer = (await CallAsync("ServiceRequest/$submit-referral", from, $"\"name\":\"referral\",\"resource\":{request}", $"\"name\":\"consent\",\"resource\":{consent}")).Expect(HttpStatusCode.OK);
        if (accepted)
            (await CallAsync($"Task/{(string)Output(answer, "task")["resource"]!["id"]!}/$accept", to)).Expect(HttpStatusCode.OK);
        return $"ServiceRequest/{(string)Output(answer, "referral")["resource"]!["id"]!}";
    }

    private async Task<string?> NewSlotAsync(HttpClient http)
    {
        (await http.SendAsync("PUT", "Patient/p", """{"resourceType":"Patient","id":"p"}""")).Expect(HttpStatusCode.Created);
        (await http.SendAsync("PUT", "Schedule/s", """{"resourceType":"Schedule","id":"s","actor":[{"display":"x"}]}""")).Expect(HttpStatusCode.Created);
        var slot = await http.SendAsync("PUT", "Slot/one", $$"""{"resourceType":"Slot","id":"one","schedule":{"reference":"Schedule/s"},"status":"free","start":"{{Text(At(3))}}","end":"{{Text(At(3, "11:00:00"))}}","serviceType":[{{Concept(Cardiology)}}]}""");
        return $"Slot/{slot.Expect(HttpStatusCode.Created).Id}";
    }

    private async Task UntilAsync(string reference, string status, HttpClient? http = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((string)(await (http ?? Http).FetchAsync(reference)).Expect(HttpStatusCode.OK).Json["status"]! != status)
            await Task.Delay(20, limit.Token);
    }

    [Test]
    public async Task Who_died_or_has_no_valid_document_does_not_book_by_name()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync("tertiary", Yichang)))[0];
        string Person(string identifier) => $"\"active\":true,\"name\":[{{\"text\":\"李梅\"}}],\"identifier\":[{{\"system\":\"urn:oid:2.16.156.10011.1.3\",{identifier}}}]";
        AssertRefused(await BookAsync(slot, await NewAsync("Patient", Person("\"value\":\"1\""))), "booking.real-name");
        AssertRefused(await BookAsync(slot, await NewAsync("Patient", Person("\"value\":\"420502199001011238\",\"use\":\"old\""))), "booking.real-name");
        AssertRefused(await BookAsync(slot, await NewAsync("Patient", Person("\"value\":\"420502199001011238\"") + ",\"deceasedBoolean\":true")), "booking.deceased");
        Assert.That(await StatusAsync(slot), Is.EqualTo("free"));
    }

    [Test]
    public async Task What_was_held_is_not_booked_for_who_died_meanwhile_nor_once_it_has_begun()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, days: 1);
        string patient = await NewPersonAsync(), held = Appointment(await HoldAsync(slots[0], patient));
        (await Http.SendAsync("PATCH", patient, """[{"op":"add","path":"/deceasedBoolean","value":true}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        AssertRefused(await ConfirmAsync(held), "booking.deceased");
        AssertRefused(await BookAsync(slots[0], patient), "booking.deceased");
        Clock.Advance(At(1, "08:25:00") - Clock.GetUtcNow());
        string late = Appointment(await HoldAsync(slots[3], await NewPersonAsync()));
        var moved = (await CallAsync($"{late}/$reschedule", null, Reference("slot", slots[1]))).Expect(HttpStatusCode.OK);
        string expires = (string)moved.Json["extension"]!.AsArray().Single(e => ((string)e!["url"]!).EndsWith("/hold-expires", StringComparison.Ordinal))!["valueInstant"]!;
        Assert.That(DateTimeOffset.Parse(expires, System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(At(0, "08:30:00")), "not later than the source begins");
    }

    [Test]
    public async Task A_referral_that_comes_with_a_source_one_has_already_is_held_against_the_rule()
    {
        var clinic = await NewClinicAsync();
        string slot = (await PublishDayAsync(clinic))[0], patient = await NewPersonAsync();
        string held = Appointment(await HoldAsync(slot, patient));
        AssertRefused(await HoldAsync(slot, patient, basedOn: "ServiceRequest/none"), "booking.based-on");
        await AssertVersionAsync(held, 1);
        string referral = await ReferralAsync(patient, clinic.Hospital);
        var based = (await HoldAsync(slot, patient, basedOn: referral)).Expect(HttpStatusCode.OK);
        Assert.That((string)based.Json["basedOn"]![0]!["reference"]!, Is.EqualTo(referral));
    }

    [Test]
    public async Task A_hold_that_another_takes_over_is_told_as_expired_and_the_institution_hears_of_its_sources()
    {
        var clinic = await NewClinicAsync();
        string slot = (await PublishDayAsync(clinic))[0];
        string held = Appointment(await HoldAsync(slot, await NewPersonAsync()));
        Clock.Advance(TimeSpan.FromMinutes(11));
        (await BookAsync(slot, await NewPersonAsync())).Expect(HttpStatusCode.OK);
        await UntilAsync(held, "cancelled");
        var told = await ToldAsync(held);
        Assert.That(told, Is.EquivalentTo(new[] { "held Patient", "held Organization", "hold-expired Patient", "hold-expired Organization" }));
    }

    [Test]
    public async Task Appointments_that_no_operation_made_are_answered_without_a_fault_of_ours()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0];
        string pending = await NewAsync("Appointment", $$"""" "status":"pending","start":"{{Text(At(3))}}","end":"{{Text(At(3, "11:00:00"))}}","participant":[{"status":"accepted","actor":{"reference":"{{await NewPersonAsync()}}"} }] """");
        string nobody = await NewAsync("Appointment", $$"""" "status":"booked","start":"{{Text(At(3))}}","end":"{{Text(At(3, "11:00:00"))}}","participant":[{"status":"accepted","actor":{"display":"x"} }] """");
        (await ConfirmAsync(pending)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
        (await CallAsync($"{nobody}/$reschedule", null, Reference("slot", slot))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
        (await CallAsync($"{nobody}/$check-in", null)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
    }
}
