using FhirHub.Regional.Referrals;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>Task/[id]/$schedule</c>, and what cancelling gives back.</summary>
[TestFixture]
internal sealed class ScheduleReferralTests : ReferralTests
{
    [Test]
    public async Task A_booked_appointment_is_taken_and_given_back_when_the_referral_is_cancelled()
    {
        var (scene, task) = await AcceptedAsync();
        string appointment = await NewAppointmentAsync(scene.Patient, scene.To);
        var scheduled = await StepAsync(task, "schedule", scene.To, Reference("appointment", appointment));
        var taken = await ReadAsync(appointment);
        Assert.That((string)taken["basedOn"]![0]!["reference"]!, Is.EqualTo((string)scheduled["focus"]!["reference"]!));
        await StepAsync(task, "cancel", scene.To, Reason);
        Assert.That((string)(await ReadAsync(appointment))["status"]!, Is.EqualTo("cancelled"));
        await AssertAgreeAsync(task, "cancelled", "cancelled", "revoked", scene.To);
    }

    [Test]
    public async Task A_source_is_booked_for_the_referral_and_free_again_when_it_is_cancelled()
    {
        var (scene, task) = await AcceptedAsync();
        string slot = await NewSlotAsync(scene.To), elsewhere = await NewSlotAsync(scene.From);
        AssertRefused(await CallAsync($"{task}/$schedule", scene.To, Reference("slot", elsewhere)), "booking.based-on");
        var scheduled = await StepAsync(task, "schedule", scene.To, Reference("slot", slot));
        string appointment = OutputOf(scheduled, "appointment");
        Assert.That(((string)(await ReadAsync(appointment))["status"]!, (string)(await ReadAsync(slot))["status"]!), Is.EqualTo(("booked", "busy")));
        await StepAsync(task, "cancel", scene.From, Reason);
        Assert.That(((string)(await ReadAsync(appointment))["status"]!, (string)(await ReadAsync(slot))["status"]!), Is.EqualTo(("cancelled", "free")));
    }

    [Test]
    public async Task Of_five_who_want_the_same_source_one_gets_it()
    {
        var scene = await NewSceneAsync();
        string slot = await NewSlotAsync(scene.To);
        var tasks = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var another = scene with { Patient = await NewAsync("Patient", "\"active\":true") };
            string task = await NewReferralAsync(another);
            await StepAsync(task, "accept", scene.To);
            return task;
        }));
        var answers = await Task.WhenAll(tasks.Select(t => CallAsync($"{t}/$schedule", scene.To, Reference("slot", slot))));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.OK))
            answer.ExpectIssue(HttpStatusCode.Conflict, "booking.taken");
    }

    [Test]
    public async Task An_admission_fulfils_the_appointment()
    {
        var (scene, task) = await AcceptedAsync();
        string appointment = await NewAppointmentAsync(scene.Patient, scene.To);
        await StepAsync(task, "schedule", scene.To, Reference("appointment", appointment));
        await StepAsync(task, "admit", scene.To, Reference("practitioner", await NewStaffAsync(scene.To)));
        Assert.That((string)(await ReadAsync(appointment))["status"]!, Is.EqualTo("fulfilled"));
    }

    [Test]
    public async Task One_appointment_is_for_one_referral()
    {
        var (scene, task) = await AcceptedAsync();
        string other = await NewReferralAsync(scene), appointment = await NewAppointmentAsync(scene.Patient, scene.To);
        await StepAsync(other, "accept", scene.To);
        await StepAsync(task, "schedule", scene.To, Reference("appointment", appointment));
        (await CallAsync($"{other}/$schedule", scene.To, Reference("appointment", appointment))).ExpectIssue(HttpStatusCode.Conflict, "referral.appointment-taken");
    }

    [Test]
    public async Task An_appointment_is_booked_and_of_the_patient_and_with_the_receiver()
    {
        var (scene, task) = await AcceptedAsync();
        string other = await NewAsync("Patient", "\"active\":true");
        AssertRefused(await ScheduleAsync(task, scene, await NewAppointmentAsync(other, scene.To)), "referral.other-patient");
        AssertRefused(await ScheduleAsync(task, scene, await NewAppointmentAsync(scene.Patient, scene.To, "proposed")), "referral.appointment-not-booked");
        AssertRefused(await ScheduleAsync(task, scene, await NewAppointmentAsync(scene.Patient, scene.From)), "referral.appointment-elsewhere");
        (await ScheduleAsync(task, scene, "Appointment/nothing")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        AssertRefused(await CallAsync($"{task}/$schedule", scene.To), "referral.place");
        await AssertVersionAsync(task, 2);
    }

    [Test]
    public async Task Of_ten_who_want_the_same_bed_one_gets_it_until_the_patient_leaves()
    {
        var scene = await NewSceneAsync();
        string bed = await NewBedAsync(scene.To);
        var tasks = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            string task = await NewReferralAsync(scene);
            await StepAsync(task, "accept", scene.To);
            return task;
        }));
        var answers = await Task.WhenAll(tasks.Select(t => CallAsync($"{t}/$schedule", scene.To, Reference("bed", bed))));
        int winner = Array.FindIndex(answers, a => a.Status == HttpStatusCode.OK);
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.OK))
            AssertConflict(answer, "scheduled", "referral.bed-taken");
        await StepAsync(tasks[winner], "cancel", scene.From, Reason);
        await StepAsync(tasks[(winner + 1) % 10], "schedule", scene.To, Reference("bed", bed));
    }

    [Test]
    public async Task Of_eight_who_write_the_same_bed_in_another_way_each_one_gets_it()
    {
        var scene = await NewSceneAsync();
        string bed = await NewBedAsync(scene.To);
        var tasks = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            string task = await NewReferralAsync(scene);
            await StepAsync(task, "accept", scene.To);
            return task;
        }));
        var answers = await Task.WhenAll(tasks.Select((t, i) => CallAsync($"{t}/$schedule", scene.To, Reference("bed", i == 0 ? bed : $"{bed}/_history/{i}"))));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.OK))
            AssertConflict(answer, "scheduled", "referral.bed-taken");
    }

    [TestCase("\"name\":\"心内科病区\"")]
    [TestCase("\"name\":\"住院楼\",\"physicalType\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/location-physical-type\",\"code\":\"bu\"}]}")]
    [TestCase("\"mode\":\"kind\"," + Bed)]
    public async Task A_place_that_is_no_bed_is_refused(string members)
    {
        var (scene, task) = await AcceptedAsync();
        string place = await NewAsync("Location", $$"""{{members}},"managingOrganization":{"reference":"{{scene.To}}"}""");
        AssertRefused(await CallAsync($"{task}/$schedule", scene.To, Reference("bed", place)), "referral.not-a-bed");
        await AssertVersionAsync(task, 2);
    }

    [Test]
    public async Task A_bed_of_a_ward_or_a_department_is_one_of_the_hospital_and_a_consultation_takes_none()
    {
        var (scene, task) = await AcceptedAsync();
        string department = await NewAsync("Organization", $$"""
            "name":"心内科","partOf":{"reference":"{{scene.To}}"}
            """);
        string ward = await NewAsync("Location", $$"""
            "name":"心内科病区","managingOrganization":{"reference":"{{department}}"}
            """);
        string bed = await NewAsync("Location", $$"""
            {{Bed}},"name":"3 床","partOf":{"reference":"{{ward}}"}
            """);
        string consultation = await NewCollaborationAsync(scene, "remote-consultation");
        await StepAsync(consultation, "accept", scene.To);
        AssertRefused(await CallAsync($"{consultation}/$schedule", scene.To, Reference("bed", bed)), "referral.no-bed");
        await StepAsync(task, "schedule", department, Reference("bed", bed));
    }

    [Test]
    public async Task An_appointment_that_is_over_is_refused()
    {
        var (scene, task) = await AcceptedAsync();
        string past = await NewAsync("Appointment", $$"""
            "status":"booked","start":"2020-01-01T09:00:00+08:00","end":"2020-01-01T09:30:00+08:00","participant":[{"actor":{"reference":"{{scene.Patient}}"},"status":"accepted"}]
            """);
        AssertRefused(await ScheduleAsync(task, scene, past), "referral.appointment-past");
    }

    [Test]
    public async Task What_has_fallen_through_is_scheduled_anew_and_nobody_is_admitted_by_it()
    {
        var (scene, task) = await AcceptedAsync();
        string slot = await NewSlotAsync(scene.To), staff = await NewStaffAsync(scene.To);
        var scheduled = await StepAsync(task, "schedule", scene.To, Reference("slot", slot));
        AssertConflict(await CallAsync($"{task}/$schedule", scene.To, Reference("bed", await NewBedAsync(scene.To))), "scheduled");
        (await CallAsync($"{OutputOf(scheduled, "appointment")}/$cancel", scene.From, Parameter("reason", "CodeableConcept", """{"text":"改期"}"""))).Expect(HttpStatusCode.OK);
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("practitioner", staff)), "referral.schedule-first");
        var again = await StepAsync(task, "schedule", scene.To, Reference("appointment", await NewAppointmentAsync(scene.Patient, scene.To)));
        Assert.That(OutputOf(again, "appointment"), Is.Not.EqualTo(OutputOf(scheduled, "appointment")));
        await StepAsync(task, "admit", scene.To, Reference("practitioner", staff));
    }

    [Test]
    public async Task A_deadline_goes_with_the_appointment()
    {
        var (scene, task) = await AcceptedAsync();
        string early = await NewSlotAsync(scene.To, 5), later = await NewSlotAsync(scene.To, 7);
        var scheduled = await StepAsync(task, "schedule", scene.To, Reference("slot", early));
        (await CallAsync($"{OutputOf(scheduled, "appointment")}/$reschedule", scene.From, Reference("slot", later))).Expect(HttpStatusCode.OK);
        await using var late = await TestServer.ListenAsync(Server.Database, new LaterClock(), Settings);
        await Readiness.UntilAsync(late.Http);
        await late.Services.GetRequiredService<ReferralEscalation>().RunAsync(CancellationToken.None);
        var before = DateTimeOffset.Parse((string)scheduled["restriction"]!["period"]!["end"]!, System.Globalization.CultureInfo.InvariantCulture);
        var after = DateTimeOffset.Parse((string)(await ReadAsync(task))["restriction"]!["period"]!["end"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Multiple(async () =>
        {
            Assert.That(after - before, Is.EqualTo(TimeSpan.FromDays(2)));
            Assert.That((await NotificationsAsync(task)).Select(n => n.Event), Does.Not.Contain("overdue"));
        });
    }

    [Test]
    public async Task A_deadline_ends_with_the_last_second_that_can_be_written()
    {
        var (scene, task) = await AcceptedAsync();
        string appointment = await NewAsync("Appointment", $$"""
            "status":"booked","start":"9999-12-31T23:30:00+08:00","end":"9999-12-31T23:45:00+08:00","participant":[{"actor":{"reference":"{{scene.Patient}}"},"status":"accepted"}]
            """);
        var scheduled = await StepAsync(task, "schedule", scene.To, Reference("appointment", appointment));
        Assert.That((string)scheduled["restriction"]!["period"]!["end"]!, Is.EqualTo("9999-12-31T23:59:59+08:00"));
    }

    [Test]
    public async Task A_bed_that_is_closed_or_occupied_is_refused()
    {
        var (scene, task) = await AcceptedAsync();
        string closed = await NewBedAsync(scene.To, "\"status\":\"suspended\",");
        string occupied = await NewBedAsync(scene.To, "\"operationalStatus\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v2-0116\",\"code\":\"O\"},");
        AssertRefused(await CallAsync($"{task}/$schedule", scene.To, Reference("bed", closed)), "referral.bed-unusable");
        AssertRefused(await CallAsync($"{task}/$schedule", scene.To, Reference("bed", occupied)), "referral.bed-unusable");
    }

    [TestCase(Yichang, true)]
    [TestCase(Shanxi, false)]
    public async Task Beds_are_pooled_in_an_alliance_where_the_policy_says_so(string division, bool pooled)
    {
        var scene = await NewSceneAsync(division);
        string extensions = $"{Direction("up")},{Choice(scene)},{Recommendation(await NewAsync("Practitioner", "\"active\":true"))}", bed = await NewBedAsync(scene.From);
        string task = TaskOf((await SubmitAsync(scene, Request(scene, extensions: extensions))).Expect(HttpStatusCode.OK));
        await StepAsync(task, "accept", scene.To);
        AssertRefused(await CallAsync($"{task}/$schedule", scene.To, Reference("bed", bed)), "referral.bed-elsewhere");
        await NewAsync("OrganizationAffiliation", $$"""
            "active":true,"organization":{"reference":"{{scene.To}}"},"participatingOrganization":{"reference":"{{scene.From}}"},"period":{"start":"2020-01-01","end":"9999-12-31"},
            "code":[{"coding":[{"system":"{{Systems}}/alliance-kind","code":"alliance"}]}]
            """);
        var answer = await CallAsync($"{task}/$schedule", scene.To, Reference("bed", bed));
        if (pooled)
            answer.Expect(HttpStatusCode.OK);
        else
            AssertRefused(answer, "referral.bed-elsewhere");
    }

    /// <summary>A source of an institution, so many days from today.</summary>
    private async Task<string> NewSlotAsync(string institution, int days = 7)
    {
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date;
        string from = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), to = today.AddDays(14).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string day = today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), name = today.AddDays(days).DayOfWeek.ToString()[..3].ToLowerInvariant();
        string schedule = await NewAsync("Schedule", $$"""
            "active":true,"serviceType":[{"coding":[{"system":"{{Systems}}/department","code":"03.04"}]}],"actor":[{"reference":"{{await NewStaffAsync(institution)}}"}],
            "planningHorizon":{"start":"{{from}}T00:00:00+08:00","end":"{{to}}T00:00:00+08:00"}
            """);
        string session = $$"""
            "name":"session","part":[{"name":"day","valueCode":"{{name}}"},{"name":"start","valueTime":"08:00:00"},{"name":"end","valueTime":"08:30:00"},{"name":"minutes","valuePositiveInt":30}]
            """;
        (await CallAsync($"{schedule}/$publish", institution, session, Parameter("start", "Date", $"\"{day}\""), Parameter("end", "Date", $"\"{day}\""))).Expect(HttpStatusCode.OK);
        return "Slot/" + (string)(await Http.FetchAsync($"Slot?schedule={schedule}")).Entries[0]["resource"]!["id"]!;
    }

    private Task<Answer> ScheduleAsync(string task, ReferralScene scene, string appointment) => CallAsync($"{task}/$schedule", scene.To, Reference("appointment", appointment));

    private async Task<(ReferralScene Scene, string Task)> AcceptedAsync()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await StepAsync(task, "accept", scene.To);
        return (scene, task);
    }

    /// <summary>Behind the deadline of an appointment in five days, before that of one in seven.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours((6 * 24) + 21);
    }
}
