namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary>Many at once: no source is had twice, and none is lost.</summary>
[TestFixture]
internal sealed class BookingRaceTests : BookingTests
{
    [Test]
    public async Task Of_200_clients_on_50_sources_exactly_50_book()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, capacity: 7, minutes: 30);
        slots = slots[..50];
        string[] patients = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => NewPersonAsync()));
        var answers = await Task.WhenAll(patients.Select((p, i) => BookAsync(slots[i % 50], p)));
        var booked = (await Http.FetchAsync($"Appointment?slot.schedule={clinic.Schedule}&_count=1000")).Entries.Select(e => e["resource"]!).ToList();
        Assert.Multiple(async () =>
        {
            Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(50));
            Assert.That(answers.Where(a => a.Status != HttpStatusCode.OK).Select(a => (a.Status, a.IssueCodes[0])), Is.All.EqualTo((HttpStatusCode.Conflict, "booking.taken")));
            Assert.That(booked.Select(b => (string)b["slot"]![0]!["reference"]!), Is.Unique.And.EquivalentTo(slots));
            Assert.That((await SlotsAsync(clinic)).Count(s => (string)s["status"]! == "busy"), Is.EqualTo(50));
        });
    }

    [Test]
    public async Task One_patient_who_books_everything_at_once_keeps_the_limits()
    {
        string[] slots = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i => (await PublishDayAsync(await NewClinicAsync(department: $"0{i + 1}")))[0]));
        string patient = await NewPersonAsync();
        var answers = await Task.WhenAll(slots.Select(s => HoldAsync(s, patient)));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(3));
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.OK))
            AssertRefused(refused, "booking.per-day");
    }

    [Test]
    public async Task Whatever_is_called_in_whatever_order_sources_and_appointments_agree()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, minutes: 60);
        string[] patients = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => NewPersonAsync()));
        var appointments = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(client => WorkAsync(new Random(client))));
        await AssertAgreementAsync(clinic);

        async Task WorkAsync(Random random)
        {
            for (int i = 0; i < 25; i++)
            {
                string slot = slots[random.Next(slots.Length)], patient = patients[random.Next(patients.Length)];
                string[] known = [.. appointments];
                string? appointment = known.Length == 0 ? null : known[random.Next(known.Length)];
                var answer = (random.Next(5), appointment) switch
                {
                    (0, _) => await HoldAsync(slot, patient),
                    (1, _) => await BookAsync(slot, patient),
                    (2, { } one) => await ConfirmAsync(one),
                    (3, { } one) => await CancelAsync(one),
                    (4, { } one) => await CallAsync($"{one}/$reschedule", null, Reference("slot", slot)),
                    _ => await HoldAsync(slot, patient),
                };
                Assert.That((int)answer.Status, Is.EqualTo(200).Or.EqualTo(409).Or.EqualTo(422), answer.Text);
                if (answer.Status == HttpStatusCode.OK)
                    appointments.Add($"Appointment/{answer.Id}");
            }
        }
    }

    /// <summary>Each source is as the one live appointment on it says, or free.</summary>
    private async Task AssertAgreementAsync(Clinic clinic)
    {
        var live = (await Http.FetchAsync($"Appointment?slot.schedule={clinic.Schedule}&status=pending,booked&_count=1000")).Entries.Select(e => e["resource"]!)
            .ToLookup(a => (string)a["slot"]![0]!["reference"]!, a => (string)a["status"]!);
        foreach (var slot in await SlotsAsync(clinic))
        {
            string expected = live[$"Slot/{slot["id"]}"].ToArray() switch
            {
                [] => "free",
                ["pending"] => "busy-tentative",
                ["booked"] => "busy",
                var several => "two appointments: " + string.Join(',', several),
            };
            Assert.That((string)slot["status"]!, Is.EqualTo(expected));
        }
    }
}
