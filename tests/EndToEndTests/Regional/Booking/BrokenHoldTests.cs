using FhirHub.Engine.Access;
using FhirHub.Regional.Booking;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary>Holds that nobody can end.</summary>
[TestFixture]
internal sealed class BrokenHoldTests : BookingTests
{
    private const int Broken = 130;

    /// <summary>It claims to be an appointment of ours, and says too little.</summary>
    private static string BrokenHold => """
        {"resourceType":"Appointment","meta":{"profile":["https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-appointment"]},
        "extension":[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/hold-expires","valueInstant":"2020-01-01T00:00:00Z"}],
        "status":"pending","participant":[{"actor":{"reference":"Patient/1"},"status":"accepted"}]}
        """;

    private T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    [Test]
    public async Task They_hold_up_no_others_and_are_tried_ever_more_rarely()
    {
        await Unguarded.WriteAsync(Server, Enumerable.Repeat(BrokenHold, Broken));
        string slot = (await PublishDayAsync(await NewClinicAsync()))[0], held = Appointment(await HoldAsync(slot, await NewPersonAsync()));
        Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.That(async () => (await StatusAsync(held), await StatusAsync(slot)), Is.EqualTo(("cancelled", "free")).After(60_000, 100), "by the server, whatever stands before it");

        // Another node, whose tries are counted.
        var still = new StillClock(Clock.GetUtcNow());
        var holds = new ExpiredHolds(Get<LedgerSources>(), Get<OperationRunner>(), Get<OperationDefinitions>(), Get<PolicyBook>(), still);
        await AssertTriedAsync(holds, Broken, "all of them, not a page");
        await AssertTriedAsync(holds, 0, "not at once");
        still.Advance(TimeSpan.FromSeconds(2));
        await AssertTriedAsync(holds, Broken, "again, later");
        still.Advance(TimeSpan.FromSeconds(3));
        await AssertTriedAsync(holds, 0, "after the second failure it takes longer");
        still.Advance(TimeSpan.FromSeconds(1));
        await AssertTriedAsync(holds, Broken, "twice as long");
    }

    private static async Task AssertTriedAsync(ExpiredHolds holds, int count, string when) =>
        Assert.That((await holds.ReleaseAsync(Caller.Open, CancellationToken.None)).Failures, Has.Count.EqualTo(count), when);
}
