using System.Globalization;
using FhirHub.Engine.Access;
using FhirHub.Engine.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary>Institutions, schedules, sources and patients to book with. Times are those of China; days are counted from today.</summary>
internal abstract class BookingTests : RegionalTests
{
    /// <summary>A division of no region's pack.</summary>
    protected const string Beijing = "110101";
    protected const string Taiyuan = "140105";
    protected const string Yichang = "420502";

    protected const string Cardiology = "03.04";
    protected const string Departments = "https://fhirhub.example/fhir/cn-base/CodeSystem/department";
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    protected MovableClock Clock { get; } = new();

    protected override TimeProvider Time => Clock;

    /// <summary>A moment so many days from today.</summary>
    protected DateTimeOffset At(int days, string time = "10:00:00") =>
        new(Clock.GetUtcNow().ToOffset(China).Date.AddDays(days) + TimeSpan.Parse(time, CultureInfo.InvariantCulture), China);

    protected static string Text(DateTimeOffset moment) => moment.ToOffset(China).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    protected string Day(int days) => At(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A hospital with a doctor who has a schedule of two weeks.</summary>
    protected async Task<Clinic> NewClinicAsync(string level = "tertiary", string division = Beijing, string title = "attending", string department = Cardiology)
    {
        string hospital = await NewOrganizationAsync(level, division);
        string doctor = await NewAsync("Practitioner", $$"""
            "name":[{"text":"王医师"}],"qualification":[{"code":{"coding":[{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-title","code":"{{title}}"} ] } }]
            """);
        string role = await NewAsync("PractitionerRole", $$"""" "practitioner":{"reference":"{{doctor}}"},"organization":{"reference":"{{hospital}}"} """");
        string schedule = await NewAsync("Schedule", $$"""
            "active":true,"serviceType":[{{Concept(department)}}],"actor":[{"reference":"{{role}}"}],"planningHorizon":{"start":"{{Text(At(0, "00:00:00"))}}","end":"{{Text(At(15, "00:00:00"))}}" }
            """);
        return new Clinic(hospital, doctor, schedule);
    }

    protected static string Concept(string department) => $$"""{"coding":[{"system":"{{Departments}}","code":"{{department}}"}]}""";

    protected static string Session(string day, string start = "08:00:00", string end = "12:00:00", int? minutes = null, int? capacity = null)
    {
        string optional = (minutes is { } m ? $$""",{"name":"minutes","valuePositiveInt":{{m}} }""" : "") + (capacity is { } c ? $$""",{"name":"capacity","valuePositiveInt":{{c}} }""" : "");
        return $$"""" "name":"session","part":[{"name":"day","valueCode":"{{day}}"},{"name":"start","valueTime":"{{start}}"},{"name":"end","valueTime":"{{end}}"}{{optional}}] """";
    }

    /// <summary>The day of the week of a day.</summary>
    protected string WeekDay(int days) => At(days).DayOfWeek.ToString()[..3].ToLowerInvariant();

    /// <summary>Publishes one day, and gives its sources in order of time.</summary>
    protected async Task<string[]> PublishDayAsync(Clinic clinic, int days = 3, string start = "08:00:00", string end = "12:00:00", int minutes = 30, int capacity = 1)
    {
        (await PublishAsync(clinic, days, days, Session(WeekDay(days), start, end, minutes, capacity))).Expect(HttpStatusCode.OK);
        return [.. (await SlotsAsync(clinic)).Select(s => $"Slot/{s["id"]}")];
    }

    protected Task<Answer> PublishAsync(Clinic clinic, int first, int last, params string[] sessions) => CallAsync(
        $"{clinic.Schedule}/$publish", clinic.Hospital, [.. sessions, $"""" "name":"start","valueDate":"{Day(first)}" """", $"""" "name":"end","valueDate":"{Day(last)}" """"]);

    protected async Task<JsonObject[]> SlotsAsync(Clinic clinic) =>
        [.. (await Http.FetchAsync($"Slot?schedule={clinic.Schedule}&_sort=start&_count=1000")).Expect(HttpStatusCode.OK).Entries.Select(e => e["resource"]!.AsObject())];

    protected Task<string> NewPersonAsync(string? identityNumber = null) => NewAsync("Patient", $$"""
        "active":true,"name":[{"text":"李梅"}],"identifier":[{"system":"{{(identityNumber is null ? "https://fhirhub.example/fhir/sid/visit-card" : "urn:oid:2.16.156.10011.1.3")}}","value":"{{identityNumber ?? NewId()[..12]}}"}]
        """);

    protected Task<Answer> HoldAsync(string slot, string patient, string? organization = null, string? basedOn = null) =>
        CallAsync("Appointment/$hold", organization, [Reference("slot", slot), Reference("patient", patient), .. basedOn is null ? Array.Empty<string>() : [Reference("based-on", basedOn)]]);

    protected Task<Answer> BookAsync(string slot, string patient, string? organization = null) =>
        CallAsync("Appointment/$book", organization, Reference("slot", slot), Reference("patient", patient));

    protected Task<Answer> ConfirmAsync(string appointment) => CallAsync("Appointment/$book", null, Reference("appointment", appointment));

    protected Task<Answer> CancelAsync(string appointment) => CallAsync($"{appointment}/$cancel", null, """" "name":"reason","valueCodeableConcept":{"text":"有事"} """");

    protected static string Reference(string name, string reference) => $$"""" "name":"{{name}}","valueReference":{"reference":"{{reference}}"} """";

    protected async Task<string> StatusAsync(string reference) => (string)(await Http.FetchAsync(reference)).Expect(HttpStatusCode.OK).Json["status"]!;

    /// <summary>The id of the appointment in an answer, as a reference.</summary>
    protected static string Appointment(Answer answer) => $"Appointment/{answer.Expect(HttpStatusCode.OK).Id}";

    /// <summary>409 with the state that is there now.</summary>
    protected static void AssertConflict(Answer answer, string rule, string state)
    {
        answer.ExpectIssue(HttpStatusCode.Conflict, rule);
        Assert.That((string)answer.Issues[0]["extension"]![0]!["valueString"]!, Is.EqualTo(state));
    }

    /// <summary>What was told of a resource, and to whom: <c>held Patient</c>.</summary>
    protected async Task<string[]> ToldAsync(string focus) =>
        [.. (await Server.Services.GetRequiredService<NotificationStore>().ReadAsync(Caller.Open, null, focus, null, 100, CancellationToken.None)).Select(n => $"{n.Event} {n.Recipient.Split('/')[0]}")];

    /// <summary>Waits for a source of cardiology, from the second day to the ninth.</summary>
    protected Task<Answer> WaitAsync(string patient, params string[] wishes) => CallAsync(
        "Appointment/$wait", null, [Reference("patient", patient), .. wishes.Select(w => Reference(w.StartsWith("Practitioner/", StringComparison.Ordinal) ? "practitioner" : "organization", w)),
        $$"""" "name":"department","valueCoding":{"system":"{{Departments}}","code":"{{Cardiology}}"} """",
        $"""" "name":"start","valueDateTime":"{Text(At(2))}" """", $"""" "name":"end","valueDateTime":"{Text(At(9))}" """"]);

    /// <param name="Hospital">The institution.</param>
    /// <param name="Doctor">Its doctor.</param>
    /// <param name="Schedule">The doctor's schedule.</param>
    protected sealed record Clinic(string Hospital, string Doctor, string Schedule);
}
