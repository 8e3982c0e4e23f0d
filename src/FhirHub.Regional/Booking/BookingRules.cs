using FhirHub.Regional.Rules;

namespace FhirHub.Regional.Booking;

/// <summary>What a booking may be refused for.</summary>
internal static class BookingRules
{
    public static readonly KeptRules Kept = KeptRules.Of("booking");
    public static readonly Rule Taken = new("booking.taken", "{0} is taken.", "{0} 已被占用。");
    public static readonly Rule State = new("booking.state", "The appointment is '{0}'; ${1} is not possible then.", "预约状态为“{0}”，不能办理 ${1}。");
    public static readonly Rule Closed = new("booking.closed", "{0} is not open: its institution has closed it.", "{0} 已停诊，不能预约。");
    public static readonly Rule Past = new("booking.past", "{0} begins at {1}, which is past.", "{0} 的开始时间 {1} 已过。");
    public static readonly Rule PastDay = new("booking.past", "{0} is past; sources are published from today on.", "{0} 已过，只能发布今天及以后的号源。");
    public static readonly Rule HoldExpired = new("booking.hold-expired", "The hold expired at {0}.", "占号已于 {0} 到期。");
    public static readonly Rule Reserved = new("booking.reserved", "{0} is reserved for '{1}' until {2}.", "{0} 为“{1}”预留，{2} 后方可公开预约。");
    public static readonly Rule RealName = new("booking.real-name", "Booking needs the real name: {0} has no name with a valid identity document.", "须实名预约：{0} 没有姓名和有效的身份证件号码。");
    public static readonly Rule PatientInactive = new("booking.patient-inactive", "{0} is not active.", "{0} 的档案已停用。");
    public static readonly Rule Deceased = new("booking.deceased", "{0} is recorded as deceased.", "{0} 已登记死亡。");
    public static readonly Rule PerDay = new("booking.per-day", "A patient has at most {0} appointments on a day.", "同一居民一天最多 {0} 个预约。");
    public static readonly Rule PerDepartment = new("booking.per-department", "A patient has at most {0} appointments in a department on a day.", "同一居民一天在同一科室最多 {0} 个预约。");
    public static readonly Rule CheckInTime = new("booking.check-in-time", "One may check in from {0} until {1}.", "报到时间为 {0} 至 {1}。");
    public static readonly Rule CardOfAnother = new("booking.card-of-another", "The card is none of the patient's.", "该卡不属于预约的居民。");
    public static readonly Rule NotCheckedIn = new("booking.not-checked-in", "The patient has not checked in.", "患者尚未报到。");
    public static readonly Rule NoOnlineQueue = new("booking.no-online-queue", "The place in the queue is told at {0} only, not online.", "未开通在线候诊排队，请到 {0} 查询。");
    public static readonly Rule BasedOn = new("booking.based-on", "{0} is no accepted referral of this patient to that institution.", "{0} 不是该居民到该机构的、已获同意的转诊申请。");
    public static readonly Rule NotYours = new("booking.not-yours", "The schedule is that of {0}, which alone may publish it.", "出诊计划属于 {0}，只能由其发布。");
    public static readonly Rule NoInstitution = new("booking.no-institution", "No actor of the schedule belongs to an institution with a level.", "出诊计划的参与者都不属于有等级的医疗机构。");
    public static readonly Rule ScheduleInactive = new("booking.schedule-inactive", "{0} is not active: its sources are neither published nor booked.", "{0} 已停用，不能发布或预约其号源。");
    public static readonly Rule OutsideHorizon = new("booking.outside-horizon", "{0} to {1} is not within the planning horizon of the schedule, {2} to {3}.", "{0} 至 {1} 超出出诊计划的期间（{2} 至 {3}）。");
    public static readonly Rule NotByTimeSlot = new("booking.by-time-slot", "A {0} institution books by time slot: {1} minutes at most, not {2}.", "{0} 机构须分时段预约：每个时段不超过 {1} 分钟，现为 {2} 分钟。");
    public static readonly Rule SlotTooLong = new("booking.slot-too-long", "Sources of a {0} institution last {1} minutes at most, not {2}.", "{0} 机构的号源时长不得超过 {1} 分钟，现为 {2} 分钟。");
    public static readonly Rule Overlap = new("booking.overlap", "A source from {0} to {1} overlaps {2}, which is there.", "{0} 至 {1} 的号源与已有的 {2} 重叠。");
    public static readonly Rule SessionsOverlap = new("booking.overlap", "Two sessions of {0} overlap: {1} to {2}, and {3} to {4}. More sources of the same time are a capacity.", "{0} 的两个出诊单元重叠：{1} 至 {2}，{3} 至 {4}。同一时段的多个号源请用 capacity。");
    public static readonly Rule TooMany = new("booking.too-many", "{0} sources are too many for one call; {1} is the most. Publish fewer days at once.", "一次最多发布 {1} 个号源，现为 {0} 个，请分段发布。");
    public static readonly Rule AlreadyWaiting = new("booking.already-waiting", "The patient waits for this department already: {0}.", "该居民已在此科室候补：{0}。");
}
