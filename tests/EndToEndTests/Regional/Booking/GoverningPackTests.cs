using FhirHub.Engine.Access;
using FhirHub.Engine.Notifications;
using FhirHub.EndToEndTests.Packs;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary>Sources of one region, callers of another: the pack of the institution whose source it is governs.</summary>
[TestFixture]
internal sealed class GoverningPackTests : BookingTests
{
    private const string Offline = "460105";
    private const string Policy = """
        {"pack":"offline","version":"1.0.0","divisions":["46"],"seed":null,
         "parameters":{"booking":{"onlineQueue":{"value":false,"source":"default"},"releaseLeadHours":{"value":240,"source":"default"},
         "reservations":{"value":[{"for":"primary-care","kinds":["source"],"levels":["tertiary","secondary"]}],"source":"default"},"reservedShare":{"value":1,"source":"default"} } },"targets":[]}
        """;

    private readonly PackArchive _archive = new();

    protected override (string Name, string Value)[] Settings =>
    [
        .. CompiledPacks.Settings,
        ($"Packs:{CompiledPacks.Names.Count}", _archive.Write("offline", ("package/package.json", PackArchive.Manifest("fhirhub.offline", dependencies: "\"fhirhub.cn-base\":\"0.1.0\"")), ("package/other/policy.json", Policy))),
    ];

    [OneTimeTearDown]
    public void Remove() => _archive.Dispose();

    [TestCase(null)]
    [TestCase(Taiyuan)]
    [TestCase(Beijing)]
    public async Task Whoever_books_in_Yichang_books_under_the_real_name(string? division)
    {
        string slot = (await PublishDayAsync(await NewClinicAsync("secondary", Yichang)))[^1];
        string? caller = division is null ? null : await NewOrganizationAsync("primary", division);
        var refused = await BookAsync(slot, await NewPersonAsync(), caller);
        AssertRefused(refused, "booking.real-name");
        Assert.That(refused.Text, Does.Contain("宜府办发[2016]37号"));
    }

    [Test]
    public async Task A_caller_of_Yichang_books_elsewhere_by_the_rules_there()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0], caller = await NewOrganizationAsync("primary", Yichang);
        string booked = Appointment(await BookAsync(slot, await NewPersonAsync(), caller));
        (await CallAsync($"{booked}/$cancel", caller, """" "name":"reason","valueCodeableConcept":{"text":"有事"} """")).Expect(HttpStatusCode.OK);
        var told = await Server.Services.GetRequiredService<NotificationStore>().ReadAsync(Caller.Open, null, booked, null, 100, CancellationToken.None);
        Assert.That(told.Select(n => (n.Event, n.Recipient.Split('/')[0], n.Pack)), Is.EquivalentTo(from e in new[] { "booked", "cancelled" } from r in new[] { "Patient", "Organization" } select (e, r, "cn-base")));
    }

    [Test]
    public async Task Nobody_names_a_pack_to_escape_that_of_the_source()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync("secondary", Yichang)))[^1], patient = await NewPersonAsync();
        foreach (string other in (string[])["cn-base", "shanxi"])
        {
            var refused = await CallAsync("Appointment/$book", null, [(PackHeader, other)], Reference("slot", slot), Reference("patient", patient));
            refused.ExpectIssue(HttpStatusCode.BadRequest, "pack-not-governing");
            Assert.That(refused.Text, Does.Contain("hubei-yichang").And.Contain("管辖"));
        }

        AssertRefused(await CallAsync("Appointment/$book", null, [(PackHeader, "hubei-yichang")], Reference("slot", slot), Reference("patient", patient)), "booking.real-name");
        AssertRefused(await CallAsync("Appointment/$book", null, [(PackHeader, "fhirhub.hubei-yichang")], Reference("slot", slot), Reference("patient", patient)), "booking.real-name");
    }

    [Test]
    public async Task Where_no_division_says_a_pack_the_request_names_one()
    {
        string slot = (await PublishDayAsync(await NewClinicAsync()))[^1], patient = await NewPersonAsync();
        AssertRefused(await CallAsync("Appointment/$book", await NewOrganizationAsync("primary", Taiyuan), [(PackHeader, "hubei-yichang")], Reference("slot", slot), Reference("patient", patient)), "booking.real-name");
        (await CallAsync("Appointment/$book", null, Reference("slot", slot), Reference("patient", patient))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_pool_shows_the_sources_of_all_regions_whatever_pack_is_named()
    {
        var clinic = await NewClinicAsync("secondary", Yichang, department: "03.04");
        await PublishDayAsync(clinic);
        string hospital = Reference("organization", clinic.Hospital);
        var named = (await CallAsync("Appointment/$find", null, [(PackHeader, "shanxi")], hospital)).Expect(HttpStatusCode.OK);
        Assert.That(named.Entries, Is.Not.Empty);
        (await CallAsync("Appointment/$find", await NewOrganizationAsync("primary", Yichang), [(PackHeader, "shanxi")], hospital)).ExpectIssue(HttpStatusCode.BadRequest, "pack-not-governing");
    }

    [Test]
    public async Task A_reserved_source_is_found_by_others_once_its_own_pack_releases_it()
    {
        var clinic = await NewClinicAsync(division: Offline, department: "03.02");
        await PublishDayAsync(clinic, days: 5);
        await PublishDayAsync(clinic, days: 12);
        string division = $$"""" "name":"division","valueCoding":{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/gb-t-2260","code":"{{Offline}}"} """";
        var found = (await CallAsync("Appointment/$find", await NewOrganizationAsync("secondary", Taiyuan), division)).Expect(HttpStatusCode.OK);
        Assert.That(found.Entries.Select(e => ((string)e["resource"]!["start"]!)[..10]).Distinct(), Is.EqualTo(new[] { Day(5) }));
    }

    [Test]
    public async Task Where_there_is_no_online_queue_the_institution_alone_tells_the_place()
    {
        var clinic = await NewClinicAsync(division: Offline);
        string slot = (await PublishDayAsync(clinic, days: 1))[0], booked = Appointment(await BookAsync(slot, await NewPersonAsync()));
        Clock.Advance(At(1, "07:50:00") - Clock.GetUtcNow());
        (await CallAsync($"{booked}/$check-in", clinic.Hospital)).Expect(HttpStatusCode.OK);
        AssertRefused(await CallAsync($"{booked}/$queue-position", null), "booking.no-online-queue");
        AssertRefused(await CallAsync($"{booked}/$queue-position", await NewOrganizationAsync("primary", Offline)), "booking.no-online-queue");
        (await CallAsync($"{booked}/$queue-position", clinic.Hospital)).Expect(HttpStatusCode.OK);
    }
}
