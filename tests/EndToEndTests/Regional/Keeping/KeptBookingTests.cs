using FhirHub.EndToEndTests.Regional.Booking;
using FhirHub.EndToEndTests.Transactions;

namespace FhirHub.EndToEndTests.Regional.Keeping;

/// <summary>Sources and appointments that operations keep in agreement, written without them.</summary>
[TestFixture]
internal sealed class KeptBookingTests : BookingTests
{
    private const string Rule = "booking.by-operation";
    private Clinic _clinic = null!;
    private string[] _slots = [];
    private string _patient = string.Empty;

    [OneTimeSetUp]
    public async Task PublishAsync()
    {
        _clinic = await NewClinicAsync();
        _slots = await PublishDayAsync(_clinic, capacity: 30);
    }

    [SetUp]
    public async Task NewPatientAsync() => _patient = await NewPersonAsync();

    /// <summary>A source that nobody has yet.</summary>
    private async Task<string> FreeAsync()
    {
        foreach (string slot in _slots)
        {
            if ((await Http.FetchAsync(slot)) is { Status: HttpStatusCode.OK } answer && (string)answer.Json["status"]! == "free")
                return slot;
        }

        throw new InvalidOperationException("All are taken.");
    }

    private async Task<(string Slot, string Appointment)> BookedAsync()
    {
        string slot = await FreeAsync();
        return (slot, Appointment(await BookAsync(slot, _patient)));
    }

    private async Task RefusedAsync(string way, string reference, string element = "", string? value = null)
    {
        string before = (await Http.FetchAsync(reference)).Expect(HttpStatusCode.OK).Text;
        var (status, text) = await OrdinaryWrite.SendAsync(Http, way, reference, element, value is null ? null : JsonNode.Parse(value));
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity), text);
            Assert.That(text, Does.Contain(Rule).And.Contain("business-rule").And.Contain("业务操作"));
        });
        Assert.That((await Http.FetchAsync(reference)).Text, Is.EqualTo(before), "nothing is written");
    }

    private async Task WrittenAsync(string way, string reference, string element = "", string? value = null)
    {
        var (status, text) = await OrdinaryWrite.SendAsync(Http, way, reference, element, value is null ? null : JsonNode.Parse(value));
        Assert.That((int)status, Is.InRange(200, 204), text);
    }

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Changes))]
    public async Task Whoever_has_a_source_keeps_it_in_whatever_way_another_writes(string way)
    {
        var (slot, appointment) = await BookedAsync();
        await RefusedAsync(way, slot, "status", "\"free\"");
        await RefusedAsync(way, appointment, "status", "\"cancelled\"");
    }

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Deletions))]
    public async Task A_source_that_is_taken_and_an_appointment_that_stands_are_not_deleted(string way)
    {
        var (slot, appointment) = await BookedAsync();
        await RefusedAsync(way, appointment);
        await RefusedAsync(way, slot);
        (await CancelAsync(appointment)).Expect(HttpStatusCode.OK);
        await WrittenAsync(way, appointment);
        await WrittenAsync(way, slot);
    }

    [TestCase("start", "\"2030-01-01T08:00:00+08:00\"")]
    [TestCase("end", "\"2035-01-01T08:00:00+08:00\"")]
    [TestCase("schedule", """{"reference":"Schedule/another"}""")]
    [TestCase("serviceType", null)]
    [TestCase("identifier", null)]
    [TestCase("extension", null)]
    public async Task What_was_published_of_a_source_stays(string element, string? value) => await RefusedAsync("JSON Patch", await FreeAsync(), element, value);

    [TestCase("slot", null)]
    [TestCase("start", "\"2030-01-01T08:00:00+08:00\"")]
    [TestCase("end", "\"2035-01-01T08:00:00+08:00\"")]
    [TestCase("serviceType", null)]
    [TestCase("basedOn", """[{"reference":"ServiceRequest/any"}]""")]
    [TestCase("requestedPeriod", """[{"start":"2030-01-01"}]""")]
    [TestCase("participant", """[{"actor":{"reference":"Patient/another"},"status":"accepted"}]""")]
    [TestCase("extension", """[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/queue-number","valuePositiveInt":1}]""")]
    public async Task What_was_booked_of_an_appointment_stays(string element, string? value) => await RefusedAsync("JSON Merge Patch", (await BookedAsync()).Appointment, element, value);

    [Test]
    public async Task When_a_hold_ends_is_not_the_holders_to_write()
    {
        string held = Appointment(await HoldAsync(await FreeAsync(), _patient));
        await RefusedAsync("PUT", held, "extension", """[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/hold-expires","valueInstant":"2036-01-01T00:00:00Z"}]""");
        await RefusedAsync("PUT", held, "extension");
        await RefusedAsync("PUT", held, "status", "\"booked\"");
    }

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Changes))]
    public async Task That_the_visit_took_place_or_did_not_is_the_institutions_to_write(string way)
    {
        var (slot, appointment) = await BookedAsync();
        await WrittenAsync(way, appointment, "status", "\"fulfilled\"");
        await WrittenAsync(way, appointment, "status", "\"noshow\"");
        await RefusedAsync(way, appointment, "status", "\"booked\"");
        Assert.That(await StatusAsync(slot), Is.EqualTo("busy"));
        await WrittenAsync("DELETE", appointment);
    }

    [Test]
    public async Task Comments_and_what_else_no_operation_keeps_are_free()
    {
        var (slot, appointment) = await BookedAsync();
        await WrittenAsync("PUT", appointment, "comment", "\"请带病历\"");
        await WrittenAsync("JSON Patch", appointment, "patientInstruction", "\"空腹\"");
        await WrittenAsync("PUT", slot, "comment", "\"三楼\"");
        var participants = (await Http.FetchAsync(appointment)).Json["participant"]!.AsArray();
        participants.Add(JsonNode.Parse("""{"actor":{"display":"三诊室"},"status":"accepted"}"""));
        await WrittenAsync("PUT", appointment, "participant", participants.ToJsonString());
    }

    [Test]
    public async Task A_moment_in_another_time_zone_and_a_display_beside_a_reference_change_nothing()
    {
        var (slot, appointment) = await BookedAsync();
        var start = DateTimeOffset.Parse((string)(await Http.FetchAsync(slot)).Json["start"]!, System.Globalization.CultureInfo.InvariantCulture);
        await WrittenAsync("PUT", slot, "start", $"\"{start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\"");
        await WrittenAsync("PUT", appointment, "slot", $$"""[{"reference":"{{slot}}","display":"上午"}]""");
    }

    [Test]
    public async Task A_source_that_nobody_has_is_blocked_opened_and_withdrawn_by_its_institution()
    {
        string slot = await FreeAsync();
        await WrittenAsync("PUT", slot, "status", "\"busy-unavailable\"");
        AssertConflict(await BookAsync(slot, _patient), "booking.closed", "busy-unavailable");
        await WrittenAsync("PUT", slot, "status", "\"free\"");
        await RefusedAsync("PUT", slot, "status", "\"busy\"");
        await WrittenAsync("DELETE", slot);
    }

    [Test]
    public async Task What_no_operation_knows_is_written_and_deleted_as_before()
    {
        string slot = await NewAsync("Slot", $$"""" "schedule":{"reference":"{{_clinic.Schedule}}"},"status":"busy","start":"{{Text(At(9))}}","end":"{{Text(At(9, "11:00:00"))}}" """");
        string appointment = await NewAsync("Appointment", $$"""" "status":"booked","slot":[{"reference":"{{slot}}"}],"start":"{{Text(At(9))}}","end":"{{Text(At(9, "11:00:00"))}}","participant":[{"actor":{"reference":"{{_patient}}"},"status":"accepted"}] """");
        await WrittenAsync("PUT", appointment, "status", "\"cancelled\"");
        await WrittenAsync("PUT", slot, "status", "\"free\"");
        await WrittenAsync("DELETE", appointment);
        await WrittenAsync("DELETE", slot);
    }

    [Test]
    public async Task A_source_of_ones_own_is_kept_while_an_operation_has_it_and_free_again_after()
    {
        string slot = await NewAsync("Slot", $$"""" "schedule":{"reference":"{{_clinic.Schedule}}"},"status":"free","start":"{{Text(At(10))}}","end":"{{Text(At(10, "11:00:00"))}}","serviceType":[{{Concept(Cardiology)}}] """");
        string appointment = Appointment(await BookAsync(slot, _patient));
        await RefusedAsync("PUT", slot, "status", "\"free\"");
        (await CancelAsync(appointment)).Expect(HttpStatusCode.OK);
        await WrittenAsync("PUT", slot, "status", "\"busy\"");
        await WrittenAsync("PUT", slot, "status", "\"free\"");
    }

    [TestCase("booked")]
    [TestCase("pending")]
    [TestCase("arrived")]
    public async Task An_appointment_that_no_operation_made_has_no_published_source(string status)
    {
        string slot = await FreeAsync();
        string body = $$"""{"resourceType":"Appointment","status":"{{status}}","slot":[{"reference":"{{slot}}"}],"start":"{{Text(At(3))}}","end":"{{Text(At(3, "11:00:00"))}}","participant":[{"actor":{"reference":"{{_patient}}"},"status":"accepted"}]}""";
        AssertRefused(await Http.SendAsync("POST", "Appointment", body), Rule);
        var bundle = await Http.PostBundleAsync(Bundles.Transaction(Bundles.Entry("POST", "Appointment", body)));
        AssertRefused(bundle, Rule);
        Assert.That(bundle.Expressions[0], Is.EqualTo("Bundle.entry[0].resource"));
        string own = await NewAsync("Appointment", $$"""" "status":"{{status}}","start":"{{Text(At(3))}}","end":"{{Text(At(3, "11:00:00"))}}","participant":[{"actor":{"reference":"{{_patient}}"},"status":"accepted"}] """");
        await RefusedAsync("PUT", own, "slot", $$"""[{"reference":"{{slot}}"}]""");
    }

    [TestCase("""{"url":"https:\/\/fhirhub.example\/fhir\/cn-base\/StructureDefinition\/hold-expires","valueInstant":"2020-01-01T00:00:00Z"}""")]
    [TestCase("""{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/\u0071ueue-number","valuePositiveInt":1}""")]
    [TestCase("""{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/waiting-since","valueInstant":"2020-01-01T00:00:00Z"}""")]
    public async Task A_hold_a_queue_number_and_a_place_on_the_waiting_list_are_not_made_up(string extension) => AssertRefused(await Http.SendAsync(
        "POST", "Appointment", $$"""{"resourceType":"Appointment","extension":[{{extension}}],"status":"proposed","participant":[{"actor":{"reference":"{{_patient}}"},"status":"accepted"}]}"""), Rule);

    [Test]
    public async Task Of_a_booking_and_a_write_of_the_same_source_one_wins()
    {
        for (int i = 0; i < 8; i++)
        {
            string slot = await FreeAsync(), patient = await NewPersonAsync();
            var booking = BookAsync(slot, patient);
            var blocking = OrdinaryWrite.SendAsync(Http, i % 2 == 0 ? "JSON Patch" : "transaction", slot, "status", JsonValue.Create("busy-unavailable"));
            await Task.WhenAll(booking, blocking);
            bool booked = (await booking).Status == HttpStatusCode.OK, blocked = (int)(await blocking).Status < 300;
            Assert.That(booked, Is.Not.EqualTo(blocked), $"{(await booking).Text} {(await blocking).Text}");
            Assert.That(await StatusAsync(slot), Is.EqualTo(booked ? "busy" : "busy-unavailable"));
        }
    }

    [Test]
    public async Task A_refused_entry_leaves_nothing_of_its_transaction()
    {
        var (slot, _) = await BookedAsync();
        string id = NewId();
        var body = (await Http.FetchAsync(slot)).Json;
        body["status"] = "free";
        var answer = await Http.PostBundleAsync(Bundles.Transaction(Bundles.Entry("PUT", $"Patient/{id}", Patient(id)), Bundles.Entry("PUT", slot, body.ToJsonString())));
        AssertRefused(answer, Rule);
        Assert.That(answer.Expressions[0], Is.EqualTo("Bundle.entry[1].resource.status"));
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }
}
