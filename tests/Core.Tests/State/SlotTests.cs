using OrleansAcl.State;

namespace OrleansAcl.Core.Tests.State;

public sealed class SlotTests
{
    private static readonly ResourceRef Job = new("job", "1");

    [Fact]
    public void Slot_StagedAboveThePublishedVersion_IsSeenOnlyByItsWriter()
    {
        var slot = new ResourceSlot(Job);
        slot.Stage(new ResourceState { Namespace = "new" }, 1, 0);
        Assert.Null(slot.At(0).Namespace);
        Assert.Equal("new", slot.At(1).Namespace);
    }

    [Fact]
    public void Slot_StagedTwiceAtOneVersion_IsUnstagedAsOne()
    {
        var slot = new ResourceSlot(Job);
        slot.Stage(new ResourceState { Namespace = "a" }, 1, 0);
        slot.Stage(new ResourceState { Namespace = "b" }, 1, 0);
        Assert.Equal("b", slot.At(1).Namespace);
        slot.Unstage(1);
        Assert.Null(slot.At(1).Namespace);
    }

    [Fact]
    public void Slot_ReplacedTwice_TellsAnOldReaderToBeginAgain()
    {
        var slot = new ResourceSlot(Job);
        slot.Stage(new ResourceState { Namespace = "a" }, 1, 0);
        slot.Stage(new ResourceState { Namespace = "b" }, 2, 1);
        Assert.Equal("a", slot.At(1).Namespace);
        Assert.Throws<StaleVersionException>(() => slot.At(0));
    }

    [Fact]
    public void Slot_UnstagedAfterItsPredecessorWasPublished_ShowsThePredecessor()
    {
        var slot = new ResourceSlot(Job);
        slot.Stage(new ResourceState { Namespace = "a" }, 1, 0);
        slot.Stage(new ResourceState { Namespace = "b" }, 2, 0);
        slot.Unstage(2);
        Assert.Equal("a", slot.At(5).Namespace);
        Assert.Null(slot.At(0).Namespace);
    }
}
