using FhirHub.Regional.Booking;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.UnitTests.Regional.Booking;

/// <summary>The states of appointments, as the table has them and as people read of them.</summary>
[TestFixture]
internal sealed class AppointmentStatesTests
{
    [Test]
    public void The_folder_s_page_draws_the_table()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "FhirHub.Regional", "Booking", "README.md")).ReplaceLineEndings("\n");
        Assert.That(page, Does.Contain(AppointmentStates.Table.Draw(AppointmentStates.Name, AppointmentStates.NameOf)));
    }

    [Test]
    public void What_is_cancelled_stays_so() =>
        Assert.That(AppointmentStates.Table.From(AppointmentStatus.Cancelled), Is.Empty);

    [Test]
    public void Every_state_can_be_left_until_the_patient_is_there() =>
        Assert.That(
            AppointmentStates.Table.Lines.Select(l => l.From).Distinct().Where(s => AppointmentStates.Table.Find(s, AppointmentStep.Cancel) is null), Is.Empty);
}
