namespace FhirHub.EndToEndTests.Regional.Booking;

/// <summary><c>Schedule/[id]/$publish</c>.</summary>
[TestFixture]
internal sealed class PublishTests : BookingTests
{
    [Test]
    public async Task A_template_becomes_sources_that_say_whose_they_are()
    {
        var clinic = await NewClinicAsync("secondary");
        var answer = (await PublishAsync(clinic, 1, 7, Session(WeekDay(3), "08:00:00", "09:00:00", 20, 2))).Expect(HttpStatusCode.OK);
        var slots = await SlotsAsync(clinic);
        var source = slots[0]["extension"]!.AsArray().Single(e => ((string)e!["url"]!).EndsWith("/slot-source", StringComparison.Ordinal))!["extension"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((int)Output(answer, "created")["valueUnsignedInt"]!, Is.EqualTo(6));
            Assert.That(slots.Select(s => (string)s["start"]!), Is.EqualTo(new[] { "08:00:00", "08:00:00", "08:20:00", "08:20:00", "08:40:00", "08:40:00" }.Select(t => Text(At(3, t)))));
            Assert.That(slots.Select(s => (string)s["status"]!), Is.All.EqualTo("free"));
            Assert.That((string)source[0]!["valueReference"]!["reference"]!, Is.EqualTo(clinic.Hospital));
            Assert.That((string)source[1]!["valueReference"]!["reference"]!, Is.EqualTo(clinic.Doctor));
            Assert.That(source.Skip(3).Select(d => (string)d!["valueCoding"]!["code"]!), Is.EqualTo(new[] { "110000", "110100", "110101" }));
        });
    }

    [Test]
    public async Task Publishing_again_adds_only_what_is_missing_also_at_the_same_moment()
    {
        var clinic = await NewClinicAsync();
        string session = Session(WeekDay(3), minutes: 60);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PublishAsync(clinic, 3, 3, session)));
        Assert.That(answers.Sum(a => (int)Output(a.Expect(HttpStatusCode.OK), "created")["valueUnsignedInt"]!), Is.EqualTo(4));
        var more = (await PublishAsync(clinic, 3, 3, Session(WeekDay(3), minutes: 60, capacity: 2))).Expect(HttpStatusCode.OK);
        Assert.That(((int)Output(more, "created")["valueUnsignedInt"]!, (int)Output(more, "existing")["valueUnsignedInt"]!), Is.EqualTo((4, 4)));
        Assert.That(await SlotsAsync(clinic), Has.Length.EqualTo(8));
    }

    [Test]
    public async Task A_schedule_of_no_institution_is_not_published()
    {
        string schedule = await NewAsync("Schedule", $$"""
            "active":true,"actor":[{"reference":"{{await NewAsync("Practitioner", """" "name":[{"text":"王医师"}] """")}}"}],"planningHorizon":{"start":"{{Text(At(0))}}","end":"{{Text(At(15))}}" }
            """);
        string hospital = await NewOrganizationAsync("secondary");
        AssertRefused(await CallAsync($"{schedule}/$publish", hospital, Session(WeekDay(3)), $"""" "name":"start","valueDate":"{Day(3)}" """"), "booking.no-institution");
        await AssertVersionAsync(schedule, 1);
    }

    [Test]
    public async Task Days_that_are_excepted_and_days_beyond_the_horizon_have_none()
    {
        var clinic = await NewClinicAsync();
        string session = Session(WeekDay(3), "08:00:00", "09:00:00", 60);
        (await CallAsync($"{clinic.Schedule}/$publish", clinic.Hospital, session, $"""" "name":"except","valueDate":"{Day(3)}" """")).Expect(HttpStatusCode.OK);
        Assert.That((await SlotsAsync(clinic)).Select(s => (string)s["start"]!), Is.EqualTo(new[] { Text(At(10, "08:00:00")) }));
    }

    [Test]
    public async Task In_shanxi_a_source_of_a_tertiary_hospital_lasts_an_hour_at_most()
    {
        var tertiary = await NewClinicAsync("tertiary", Taiyuan);
        var refused = await PublishAsync(tertiary, 3, 3, Session(WeekDay(3), minutes: 61));
        AssertRefused(refused, "booking.slot-too-long");
        Assert.That((string)refused.Issues[0]["extension"]![0]!["valueString"]!, Does.StartWith("晋政办发").And.EndWith("二(一)2"));
        (await PublishAsync(tertiary, 3, 3, Session(WeekDay(3), minutes: 60))).Expect(HttpStatusCode.OK);
        (await PublishAsync(await NewClinicAsync("secondary", Taiyuan), 3, 3, Session(WeekDay(3), minutes: 120))).Expect(HttpStatusCode.OK);
        (await PublishAsync(await NewClinicAsync("tertiary"), 3, 3, Session(WeekDay(3), minutes: 120))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task In_shanxi_a_share_is_reserved_for_primary_care_and_of_experts_for_family_doctors()
    {
        var plain = await NewClinicAsync("tertiary", Taiyuan);
        var expert = await NewClinicAsync("tertiary", Taiyuan, "chief");
        var primary = await NewClinicAsync("primary", Taiyuan);
        foreach (var clinic in new[] { plain, expert, primary })
            await PublishDayAsync(clinic, minutes: 12);
        Assert.Multiple(async () =>
        {
            Assert.That(await ReservedAsync(plain), Is.EqualTo(new[] { "primary-care", "primary-care", "primary-care", "primary-care" }));
            Assert.That(await ReservedAsync(expert), Is.EqualTo(new[] { "primary-care", "family-doctor", "primary-care", "family-doctor" }));
            Assert.That(await ReservedAsync(primary), Is.Empty);
        });
    }

    [Test]
    public async Task The_length_comes_from_the_policy_where_the_template_says_none()
    {
        var tertiary = await NewClinicAsync();
        (await PublishAsync(tertiary, 3, 3, Session(WeekDay(3)))).Expect(HttpStatusCode.OK);
        var primary = await NewClinicAsync("primary");
        (await PublishAsync(primary, 3, 3, Session(WeekDay(3), capacity: 3))).Expect(HttpStatusCode.OK);
        Assert.That(((await SlotsAsync(tertiary)).Length, (await SlotsAsync(primary)).Length), Is.EqualTo((8, 3)), "by time slot, and by session");
    }

    [Test]
    public async Task A_source_that_overlaps_another_is_refused_and_nothing_is_published()
    {
        var clinic = await NewClinicAsync();
        await PublishDayAsync(clinic, minutes: 60);
        AssertRefused(await PublishAsync(clinic, 2, 3, Session(WeekDay(2), minutes: 60), Session(WeekDay(3), "08:30:00", "09:30:00", 60)), "booking.overlap");
        Assert.That(await SlotsAsync(clinic), Has.Length.EqualTo(4));
    }

    [Test]
    public async Task Only_the_institution_whose_schedule_it_is_publishes()
    {
        var clinic = await NewClinicAsync();
        string other = await NewOrganizationAsync("tertiary");
        AssertRefused(await CallAsync($"{clinic.Schedule}/$publish", other, Session("mon")), "booking.not-yours");
        Assert.That((await CallAsync($"{clinic.Schedule}/$publish", null, Session("mon"))).Expect(HttpStatusCode.BadRequest).IssueCodes, Is.EqualTo(new[] { "organization-missing" }));
        (await CallAsync("Schedule/none/$publish", other, Session("mon"))).Expect(HttpStatusCode.NotFound);
    }

    [TestCase("holiday", "08:00:00", "12:00:00", 30)]
    [TestCase("mon", "12:00:00", "08:00:00", 30)]
    [TestCase("mon", "08:00:00", "09:00:00", 61)]
    public async Task A_session_that_cannot_be_is_refused(string day, string start, string end, int minutes)
    {
        var clinic = await NewClinicAsync();
        var answer = (await PublishAsync(clinic, 1, 7, Session(day, start, end, minutes))).Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.IssueCodes, Is.EqualTo(new[] { "parameter-invalid" }));
    }

    [Test]
    public async Task More_sources_than_a_call_may_make_are_refused()
    {
        var clinic = await NewClinicAsync();
        AssertRefused(await PublishAsync(clinic, 0, 14, Session(WeekDay(3), minutes: 5, capacity: 100)), "booking.too-many");
        Assert.That(await SlotsAsync(clinic), Is.Empty);
    }

    [TestCase(int.MaxValue)]
    [TestCase(6000)]
    public async Task A_capacity_beyond_all_measure_is_refused_before_anything_is_made(int capacity)
    {
        var clinic = await NewClinicAsync();
        long before = GC.GetTotalAllocatedBytes();
        AssertRefused(await PublishAsync(clinic, 3, 3, Session(WeekDay(3), "00:00:00", "23:59:00", 1, capacity)), "booking.too-many");
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(200_000_000));
    }

    [Test]
    public async Task Sessions_of_one_template_that_overlap_are_refused_and_nothing_is_published()
    {
        var clinic = await NewClinicAsync();
        string session = Session(WeekDay(3), "08:00:00", "10:00:00", 30);
        AssertRefused(await PublishAsync(clinic, 3, 3, session, Session(WeekDay(3), "08:15:00", "09:15:00", 20)), "booking.overlap");
        AssertRefused(await PublishAsync(clinic, 3, 3, session, session), "booking.overlap");
        Assert.That(await SlotsAsync(clinic), Is.Empty);
        (await PublishAsync(clinic, 3, 3, session, Session(WeekDay(3), "10:00:00", "11:00:00", 20))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_day_that_is_published_hour_by_hour_reserves_the_share_of_the_day()
    {
        var clinic = await NewClinicAsync("tertiary", Taiyuan);
        int reserved = 0;
        for (int hour = 8; hour < 12; hour++)
        {
            var answer = (await PublishAsync(clinic, 3, 3, Session(WeekDay(3), $"{hour:00}:00:00", $"{hour + 1:00}:00:00", 15))).Expect(HttpStatusCode.OK);
            reserved += (int)Output(answer, "reserved")["valueUnsignedInt"]!;
        }

        Assert.That(reserved, Is.EqualTo(3), "of 16");
        Assert.That(await ReservedAsync(clinic), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task However_many_there_are_what_is_there_is_not_published_again()
    {
        var clinic = await NewClinicAsync();
        string session = Session(WeekDay(3), "08:00:00", "08:30:00", 30, 1200);
        string other = Session(WeekDay(4), "08:00:00", "08:30:00", 30, 1200);
        (await PublishAsync(clinic, 3, 4, session, other)).Expect(HttpStatusCode.OK);
        var again = (await PublishAsync(clinic, 3, 4, session, other)).Expect(HttpStatusCode.OK);
        Assert.That(((int)Output(again, "created")["valueUnsignedInt"]!, (int)Output(again, "existing")["valueUnsignedInt"]!), Is.EqualTo((0, 2400)));
        AssertRefused(await PublishAsync(clinic, 3, 3, Session(WeekDay(3), "08:15:00", "08:45:00", 30)), "booking.overlap");
    }

    [Test]
    public async Task A_number_that_a_source_has_is_not_given_to_another()
    {
        var clinic = await NewClinicAsync();
        string[] slots = await PublishDayAsync(clinic, end: "08:30:00", capacity: 3);
        string first = (await SlotsAsync(clinic)).Where(s => ((string)s["identifier"]![0]!["value"]!).EndsWith("/0", StringComparison.Ordinal)).Select(s => $"Slot/{s["id"]}").Single();
        (await Http.SendAsync("DELETE", first)).Expect(HttpStatusCode.NoContent);
        await PublishDayAsync(clinic, end: "08:30:00", capacity: 3);
        Assert.That((await SlotsAsync(clinic)).Select(s => (string)s["identifier"]![0]!["value"]!).Distinct().Count(), Is.EqualTo(slots.Length));
    }

    [Test]
    public async Task What_was_published_is_answered_also_when_its_days_are_past()
    {
        var clinic = await NewClinicAsync();
        string first = Day(1), last = Day(1), session = Session(WeekDay(1), minutes: 60);
        Task<Answer> AgainAsync(string of) => CallAsync($"{clinic.Schedule}/$publish", clinic.Hospital, of, $"""" "name":"start","valueDate":"{first}" """", $"""" "name":"end","valueDate":"{last}" """");
        (await AgainAsync(session)).Expect(HttpStatusCode.OK);
        string more = Session(WeekDay(1), minutes: 60, capacity: 2);
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.That((int)Output((await AgainAsync(session)).Expect(HttpStatusCode.OK), "created")["valueUnsignedInt"]!, Is.Zero);
        AssertRefused(await AgainAsync(more), "booking.past");
    }

    [Test]
    public async Task Days_before_and_beyond_the_horizon_are_refused()
    {
        var clinic = await NewClinicAsync();
        AssertRefused(await PublishAsync(clinic, -3, 3, Session(WeekDay(-2))), "booking.outside-horizon");
        AssertRefused(await PublishAsync(clinic, 14, 15, Session("mon")), "booking.outside-horizon");
        foreach (var (first, last) in new[] { ("0001-01-01", "0001-01-02"), ("9999-12-31", "9999-12-31") })
        {
            var answer = await CallAsync($"{clinic.Schedule}/$publish", clinic.Hospital, Session("fri"), $"""" "name":"start","valueDate":"{first}" """", $"""" "name":"end","valueDate":"{last}" """");
            AssertRefused(answer, "booking.outside-horizon");
        }

        Assert.That(await SlotsAsync(clinic), Is.Empty);
    }

    [Test]
    public async Task A_schedule_without_a_horizon_is_published_to_the_end_of_time()
    {
        var clinic = await NewClinicAsync();
        await ChangeScheduleAsync(clinic, s => s.Remove("planningHorizon"));
        (await CallAsync($"{clinic.Schedule}/$publish", clinic.Hospital, Session("fri", minutes: 60), """" "name":"start","valueDate":"9999-12-31" """", """" "name":"end","valueDate":"9999-12-31" """")).Expect(HttpStatusCode.OK);
        Assert.That(await SlotsAsync(clinic), Has.Length.EqualTo(4));
    }

    [TestCase("yyyy-MM", 31)]
    [TestCase("yyyy", 365)]
    public async Task A_horizon_that_ends_with_a_month_or_a_year_includes_it(string form, int days)
    {
        var clinic = await NewClinicAsync();
        string period = new DateOnly(At(0).Year + 1, 1, 1).ToString(form, System.Globalization.CultureInfo.InvariantCulture);
        await ChangeScheduleAsync(clinic, s => s["planningHorizon"] = new JsonObject { ["start"] = period, ["end"] = period });
        string[] week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        var answer = (await CallAsync($"{clinic.Schedule}/$publish", clinic.Hospital, [.. week.Select(d => Session(d, "08:00:00", "08:30:00"))])).Expect(HttpStatusCode.OK);
        Assert.That((int)Output(answer, "created")["valueUnsignedInt"]!, Is.EqualTo(days).Or.EqualTo(days == 365 && DateTime.IsLeapYear(At(0).Year + 1) ? 366 : days));
    }

    [Test]
    public async Task A_schedule_that_is_not_active_is_neither_published_nor_found_nor_booked()
    {
        var clinic = await NewClinicAsync();
        string slot = (await PublishDayAsync(clinic))[0];
        await ChangeScheduleAsync(clinic, s => s["active"] = false);
        AssertRefused(await PublishAsync(clinic, 4, 4, Session(WeekDay(4))), "booking.schedule-inactive");
        AssertRefused(await BookAsync(slot, await NewPersonAsync()), "booking.schedule-inactive");
        Assert.That((await Http.FetchAsync($"Appointment/$find?practitioner={clinic.Doctor}")).Expect(HttpStatusCode.OK).Entries, Is.Empty);
        Assert.That(await StatusAsync(slot), Is.EqualTo("free"));
    }

    [TestCase("secondary", Taiyuan, 600, "booking.by-time-slot")]
    [TestCase("secondary", Taiyuan, 121, "booking.by-time-slot")]
    [TestCase("tertiary", Taiyuan, 600, "booking.slot-too-long")]
    [TestCase("tertiary", "520103", 240, "booking.by-time-slot")]
    [TestCase("primary", Taiyuan, 600, null)]
    public async Task Who_books_by_time_slot_publishes_no_whole_sessions(string level, string division, int minutes, string? rule)
    {
        var clinic = await NewClinicAsync(level, division);
        var answer = await PublishAsync(clinic, 3, 3, Session(WeekDay(3), "08:00:00", "18:00:00", minutes));
        if (rule is null)
            answer.Expect(HttpStatusCode.OK);
        else
            AssertRefused(answer, rule);
    }

    [Test]
    public async Task In_yichang_city_hospitals_reserve_and_others_do_not()
    {
        var city = await NewClinicAsync("tertiary", Yichang, "chief");
        var county = await NewClinicAsync("secondary", "420528", "chief");
        await PublishDayAsync(city);
        await PublishDayAsync(county);
        Assert.That((await ReservedAsync(city), await ReservedAsync(county)), Is.EqualTo((new[] { "family-doctor", "family-doctor" }, Array.Empty<string>())));
    }

    [Test]
    public async Task A_session_lasts_a_minute_or_more()
    {
        var clinic = await NewClinicAsync("primary");
        Assert.That((await PublishAsync(clinic, 1, 7, Session("mon", "08:00:00", "08:00:30"))).Expect(HttpStatusCode.BadRequest).IssueCodes, Is.EqualTo(new[] { "parameter-invalid" }));
    }

    private async Task ChangeScheduleAsync(Clinic clinic, Action<JsonObject> change)
    {
        var schedule = (await Http.FetchAsync(clinic.Schedule)).Expect(HttpStatusCode.OK).Json.AsObject();
        change(schedule);
        (await Http.SendAsync("PUT", clinic.Schedule, schedule.ToJsonString())).Expect(HttpStatusCode.OK);
    }

    private async Task<string[]> ReservedAsync(Clinic clinic) =>
    [
        .. (await SlotsAsync(clinic)).SelectMany(s => s["extension"]!.AsArray()).Where(e => ((string)e!["url"]!).EndsWith("/reserved-for", StringComparison.Ordinal)).Select(e => (string)e!["valueCoding"]!["code"]!),
    ];
}
