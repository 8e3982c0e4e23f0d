namespace FhirHub.Samples.Province;

/// <summary>The department that is open round the clock: its doctors have sources on the day before the first and on the first day, so that somebody can check in at once.</summary>
/// <param name="Department">Its code.</param>
/// <param name="Sessions">Of every day.</param>
/// <param name="CheckIns">How many residents are there already.</param>
public sealed record DutyLine(string Department, IReadOnlyList<SessionLine> Sessions, int CheckIns);
